import "server-only";
import { isLoopback } from "@/lib/loopback";
import { ok, type Result } from "@/lib/result";
import { act, note, type Tx } from "@/lib/server/act";
import { type ConnectError, isMissingCall, isNotFound } from "@/lib/server/connect/errors";
import type { SigningEndpoint, WebhookEndpoint } from "@/lib/server/connect/webhook-calls";
import type { Ctx } from "@/lib/server/context";
import { remember } from "@/lib/server/remember";
import type {
  LiveUpdates,
  LiveUpdatesAct,
  LiveUpdatesAnswer,
  LiveUpdatesTrouble,
} from "@/lib/settings/live-updates";
import {
  changeSecret,
  hasMissed,
  isHealthy,
  type KeptEndpoint,
  keepEndpoint,
  readEndpoint,
  removeEndpoint,
  saveStatus,
} from "./kept-endpoint";

type Trouble = LiveUpdatesTrouble | null;

/** What came of a press, and what there is to write down of it. */
type Done = { trouble: Trouble; write?: (tx: Tx) => Promise<void> };

const path = "/api/webhooks/medblocks";

/** What Medblocks shows to who looks at the list of endpoints there. */
const description = "Connect Desk: live updates for the front desk";

/** How it stands, from our own store. */
export async function readLiveUpdates(ctx: Ctx): Promise<LiveUpdates> {
  const address = ctx.env.appUrl + path;
  const kept = await readEndpoint(ctx);
  return {
    address,
    isSendable: isSendable(address),
    endpoint: kept && {
      status: kept.url === address ? kept.status : "moved",
      checkedAt: kept.checkedAt,
      lastEventAt: kept.lastEventAt,
      hasMissed: hasMissed(kept),
      isHealthy: isHealthy(kept, ctx.now()),
      unknownEvents: kept.unknownEvents,
    },
  };
}

/** Does what an administrator pressed; each but a check is written down before and after. */
export async function changeLiveUpdates(
  ctx: Ctx,
  pressed: LiveUpdatesAct,
): Promise<Result<LiveUpdatesAnswer, never>> {
  const trouble = pressed === "check" ? await checkEndpoint(ctx) : await change(ctx, pressed);
  return ok({ state: await readLiveUpdates(ctx), trouble });
}

/** Asks the API whether the endpoint is still switched on: it switches one off without a word. */
export async function checkEndpoint(ctx: Ctx): Promise<Trouble> {
  const kept = await readEndpoint(ctx);
  if (!kept) return null;
  return noteStatus(ctx, kept, await ctx.connect.getWebhook(kept.endpointId), false);
}

type Change = Exclude<LiveUpdatesAct, "check">;

async function change(ctx: Ctx, pressed: Change): Promise<Trouble> {
  const action = actions[pressed];
  await note(ctx, { action, outcome: "started" });
  return inTurn(async () => {
    const { trouble, write } = await changes[pressed](ctx);
    await act(ctx, { action, outcome: trouble ?? "ok" }, async (tx) => write?.(tx));
    return trouble;
  });
}

const changes: Record<Change, (ctx: Ctx) => Promise<Done>> = {
  "turn-on": turnOn,
  "turn-off": turnOff,
  "change-secret": changeSecretOf,
  revive,
};

const actions = {
  "turn-on": "live-updates-on",
  "turn-off": "live-updates-off",
  "change-secret": "live-updates-secret-changed",
  revive: "live-updates-revived",
} as const;

/** One change after the other, so that two administrators make no two endpoints. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const line = remember("live-updates-acts", (): { last: Promise<unknown> } => ({
    last: Promise.resolve(),
  }));
  const done = line.last.then(work);
  line.last = done.catch(() => {});
  return done;
}

/** Takes over an endpoint that is there for this address: the answer of the press that made it was lost. */
async function turnOn(ctx: Ctx): Promise<Done> {
  const url = ctx.env.appUrl + path;
  if (!isSendable(url)) return { trouble: "not-https" };
  const kept = await readEndpoint(ctx);
  const removed = kept && kept.url !== url ? await turnOff(ctx) : { trouble: null };
  if (removed.trouble) return removed;

  const listed = await ctx.connect.listWebhooks();
  if (!listed.ok) return { ...removed, trouble: troubleOf(listed.error, false) };
  const [first, ...more] = listed.value.items.filter((endpoint) => endpoint.url === url);
  const endpoint = await (first ? takeOver(ctx, first) : create(ctx, url));
  if (!endpoint.ok) return { ...removed, trouble: troubleOf(endpoint.error, true) };
  for (const { id } of more) await ctx.connect.deleteWebhook(id);
  const at = ctx.now();
  return {
    trouble: null,
    write: (tx) => keepEndpoint(tx, ctx.vault, { ...endpoint.value, url }, at),
  };
}

type Signing = Promise<Result<SigningEndpoint, ConnectError>>;

async function create({ connect }: Ctx, url: string): Signing {
  const created = await connect.createWebhook({ url, description });
  if (created.ok || created.error.kind !== "unknown-outcome") return created;
  const listed = await connect.listWebhooks();
  const found = listed.ok && listed.value.items.find((endpoint) => endpoint.url === url);
  return found ? takeOver({ connect }, found) : created;
}

/** Its secret was told once and is lost, so it gets another. */
async function takeOver({ connect }: Pick<Ctx, "connect">, endpoint: WebhookEndpoint): Signing {
  if (endpoint.status !== "active") {
    const revived = await connect.updateWebhook(endpoint.id, { status: "active" });
    if (!revived.ok) return revived;
  }
  const rotated = await rotate({ connect }, endpoint.id);
  return rotated.ok ? ok({ ...rotated.value, status: "active" }) : rotated;
}

/** Once more when the answer was lost: it holds a secret that is told only there. */
async function rotate({ connect }: Pick<Ctx, "connect">, id: string): Signing {
  const rotated = await connect.rotateWebhookSecret(id);
  if (rotated.ok || rotated.error.kind !== "unknown-outcome") return rotated;
  return connect.rotateWebhookSecret(id);
}

async function changeSecretOf(ctx: Ctx): Promise<Done> {
  const kept = await readEndpoint(ctx);
  if (!kept) return { trouble: "gone" };
  const rotated = await rotate(ctx, kept.endpointId);
  if (!rotated.ok) return { trouble: await noteStatus(ctx, kept, rotated, true) };
  const { secret } = rotated.value;
  const at = ctx.now();
  return {
    trouble: null,
    write: (tx) => changeSecret(tx, ctx.vault, { id: kept.endpointId, secret }, at),
  };
}

async function turnOff(ctx: Ctx): Promise<Done> {
  const kept = await readEndpoint(ctx);
  if (!kept) return { trouble: null };
  const removed = await ctx.connect.deleteWebhook(kept.endpointId);
  if (!removed.ok && !isNotFound(removed.error)) return { trouble: troubleOf(removed.error, true) };
  return { trouble: null, write: (tx) => removeEndpoint(tx, kept.endpointId) };
}

async function revive(ctx: Ctx): Promise<Done> {
  const kept = await readEndpoint(ctx);
  if (!kept) return { trouble: "gone" };
  const revived = await ctx.connect.updateWebhook(kept.endpointId, { status: "active" });
  return { trouble: await noteStatus(ctx, kept, revived, true) };
}

/** Keeps what the API told of the endpoint; also that there is none. */
async function noteStatus(
  ctx: Ctx,
  { endpointId }: KeptEndpoint,
  told: Result<Pick<WebhookEndpoint, "status">, ConnectError>,
  isWrite: boolean,
): Promise<Trouble> {
  if (!told.ok && !isNotFound(told.error)) return troubleOf(told.error, isWrite);
  await saveStatus(ctx, endpointId, told.ok ? told.value.status : "gone");
  return told.ok ? null : "gone";
}

function troubleOf(error: ConnectError, isWrite: boolean): LiveUpdatesTrouble {
  if (isMissingCall(error)) return "not-offered";
  switch (error.kind) {
    case "unreachable":
      return "not-reached";
    case "unknown-outcome":
      return isWrite ? "not-sure" : "not-answering";
    case "rate-limited":
      return "busy";
    case "rejected":
      return error.status === 401 || error.status === 403 ? "not-allowed" : "refused";
  }
}

/** Medblocks sends over https only; for trying things out also to this computer. */
function isSendable(address: string): boolean {
  const url = new URL(address);
  return url.protocol === "https:" || isLoopback(url);
}
