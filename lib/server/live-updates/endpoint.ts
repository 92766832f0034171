import "server-only";
import type { Result } from "@/lib/result";
import { type ConnectError, isMissingCall, isNotFound } from "@/lib/server/connect/errors";
import type { SigningEndpoint, WebhookEndpoint } from "@/lib/server/connect/webhook-calls";
import { remember } from "@/lib/server/remember";
import type { Staff } from "@/lib/server/staff/guard";
import type {
  LiveUpdates,
  LiveUpdatesAct,
  LiveUpdatesAnswer,
  LiveUpdatesTrouble,
} from "@/lib/settings/live-updates";
import type { KeptEndpoint } from "./endpoint-store";
import { forgetHealth, hasMissed, isHealthy } from "./health";
import type { LiveUpdatesServices } from "./services";

type Who = Pick<Staff, "id" | "sessionId">;
type Services = LiveUpdatesServices;
type Trouble = LiveUpdatesTrouble | null;

const path = "/api/webhooks/medblocks";

/** What Medblocks shows to who looks at the list of endpoints there. */
const description = "Connect Desk: live updates for the front desk";

/** How it stands, from our own store. */
export async function readLiveUpdates({ endpoints, desk, appUrl }: Services): Promise<LiveUpdates> {
  const address = appUrl + path;
  const kept = await endpoints.readEndpoint();
  return {
    address,
    isSendable: isSendable(address),
    endpoint: kept && {
      status: kept.url === address ? kept.status : "moved",
      checkedAt: kept.checkedAt,
      lastEventAt: kept.lastEventAt,
      hasMissed: hasMissed(kept),
      isHealthy: isHealthy(kept, desk.now()),
      unknownEvents: kept.unknownEvents,
    },
  };
}

/** Does what an administrator pressed; each but a check is a line in the audit trail. */
export async function changeLiveUpdates(
  act: LiveUpdatesAct,
  staff: Who,
  services: Services,
): Promise<LiveUpdatesAnswer> {
  const action = actions[act];
  if (action) await services.audit({ action, outcome: "started", staff });
  const trouble = await inTurn(() => acts[act](services));
  forgetHealth();
  if (action) await services.audit({ action, outcome: trouble ?? "ok", staff });
  return { state: await readLiveUpdates(services), trouble };
}

/** Asks the API whether the endpoint is still switched on: it switches one off without a word. */
export async function checkEndpoint({ endpoints, desk }: Services): Promise<Trouble> {
  const kept = await endpoints.readEndpoint();
  if (!kept) return null;
  const told = await desk.connect.getWebhook(kept.endpointId);
  return noteStatus(kept, told, false, { endpoints, desk });
}

const acts: Record<LiveUpdatesAct, (services: Services) => Promise<Trouble>> = {
  "turn-on": turnOn,
  "turn-off": turnOff,
  "change-secret": changeSecret,
  revive,
  check: checkEndpoint,
};

const actions = {
  "turn-on": "live-updates-on",
  "turn-off": "live-updates-off",
  "change-secret": "live-updates-secret-changed",
  revive: "live-updates-revived",
  check: null,
} as const;

/** One act after the other, so that two administrators make no two endpoints. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const line = remember("live-updates-acts", (): { last: Promise<unknown> } => ({
    last: Promise.resolve(),
  }));
  const done = line.last.then(work);
  line.last = done.catch(() => {});
  return done;
}

/** Takes over an endpoint that is there for this address: the answer of the press that made it was lost. */
async function turnOn(services: Services): Promise<Trouble> {
  const { endpoints, desk, appUrl } = services;
  const url = appUrl + path;
  if (!isSendable(url)) return "not-https";
  const kept = await endpoints.readEndpoint();
  if (kept && kept.url !== url) {
    const trouble = await turnOff(services);
    if (trouble) return trouble;
  }
  const listed = await desk.connect.listWebhooks();
  if (!listed.ok) return troubleOf(listed.error, false);
  const [first, ...more] = listed.value.items.filter((endpoint) => endpoint.url === url);
  const endpoint = await (first ? takeOver(first, services) : create(url, services));
  if (!endpoint.ok) return troubleOf(endpoint.error, true);
  await endpoints.keepEndpoint({ ...endpoint.value, url }, desk.now());
  for (const { id } of more) await desk.connect.deleteWebhook(id);
  return null;
}

type Signing = Promise<Result<SigningEndpoint, ConnectError>>;

async function create(url: string, services: Services): Signing {
  const { connect } = services.desk;
  const created = await connect.createWebhook({ url, description });
  if (created.ok || created.error.kind !== "unknown-outcome") return created;
  const listed = await connect.listWebhooks();
  const found = listed.ok && listed.value.items.find((endpoint) => endpoint.url === url);
  return found ? takeOver(found, services) : created;
}

/** Its secret was told once and is lost, so it gets another. */
async function takeOver(endpoint: WebhookEndpoint, services: Services): Signing {
  const { connect } = services.desk;
  if (endpoint.status !== "active") {
    const revived = await connect.updateWebhook(endpoint.id, { status: "active" });
    if (!revived.ok) return revived;
  }
  const rotated = await rotate(endpoint.id, services);
  return rotated.ok ? { ok: true, value: { ...rotated.value, status: "active" } } : rotated;
}

/** Once more when the answer was lost: it holds a secret that is told only there. */
async function rotate(id: string, { desk: { connect } }: Services): Signing {
  const rotated = await connect.rotateWebhookSecret(id);
  if (rotated.ok || rotated.error.kind !== "unknown-outcome") return rotated;
  return connect.rotateWebhookSecret(id);
}

async function changeSecret(services: Services): Promise<Trouble> {
  const { endpoints, desk } = services;
  const kept = await endpoints.readEndpoint();
  if (!kept) return "gone";
  const rotated = await rotate(kept.endpointId, services);
  if (!rotated.ok) return noteStatus(kept, rotated, true, services);
  await endpoints.changeSecret(kept.endpointId, rotated.value.secret, desk.now());
  return null;
}

async function turnOff({ endpoints, desk }: Services): Promise<Trouble> {
  const kept = await endpoints.readEndpoint();
  if (!kept) return null;
  const removed = await desk.connect.deleteWebhook(kept.endpointId);
  if (!removed.ok && !isNotFound(removed.error)) return troubleOf(removed.error, true);
  await endpoints.removeEndpoint(kept.endpointId);
  return null;
}

async function revive(services: Services): Promise<Trouble> {
  const { endpoints, desk } = services;
  const kept = await endpoints.readEndpoint();
  if (!kept) return "gone";
  const revived = await desk.connect.updateWebhook(kept.endpointId, { status: "active" });
  return noteStatus(kept, revived, true, services);
}

/** Keeps what the API told of the endpoint; also that there is none. */
async function noteStatus(
  { endpointId }: KeptEndpoint,
  told: Result<Pick<WebhookEndpoint, "status">, ConnectError>,
  isWrite: boolean,
  { endpoints, desk }: Pick<Services, "endpoints" | "desk">,
): Promise<Trouble> {
  if (!told.ok && !isNotFound(told.error)) return troubleOf(told.error, isWrite);
  await endpoints.saveStatus(endpointId, told.ok ? told.value.status : "gone", desk.now());
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
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname);
}
