import { createHmac } from "node:crypto";
import { act } from "@/lib/server/act";
import type { Ctx } from "@/lib/server/context";
import { keepEndpoint } from "@/lib/server/live-updates/kept-endpoint";
import { administrator, asSystem, testCtx } from "@/test/ctx";

export const secret = "whsec_made_up_for_the_tests";

/** A desk of one test with live updates switched on, unless told otherwise. */
export async function newUpdates({ isOn = true, appUrl = "https://desk.example" } = {}) {
  const { ctx: made, api, clock, lines } = await testCtx();
  const ctx = { ...made, env: { ...made.env, appUrl } };
  if (isOn) {
    const endpoint = {
      id: "wh_1",
      url: `${appUrl}/api/webhooks/medblocks`,
      status: "active",
    } as const;
    api.endpoints.push({ ...endpoint, secret });
    await keep(ctx, { ...endpoint, secret });
  }
  return {
    /** A clerk's, an administrator's and the desk's own. */
    ...{ ctx, admin: { ...ctx, actor: administrator }, desk: asSystem(ctx) },
    ...{ api, clock, db: ctx.db, lines },
  };
}

/** Keeps an endpoint as if somebody had turned live updates on. */
export function keep(ctx: Ctx, endpoint: Parameters<typeof keepEndpoint>[2]): Promise<void> {
  return act(ctx, { action: "live-updates-on", outcome: "ok" }, (tx) =>
    keepEndpoint(tx, ctx.vault, endpoint, ctx.now()),
  );
}

/** A delivery as Medblocks sends it. */
export function delivery(
  body: string | Uint8Array<ArrayBuffer>,
  now: Date,
  { key = secret, headers = {} as Record<string, string> } = {},
): Request {
  const time = Math.floor(now.getTime() / 1000);
  const mac = createHmac("sha256", key).update(`${time}.`).update(body).digest("hex");
  return new Request("https://desk.example/api/webhooks/medblocks", {
    method: "POST",
    body,
    headers: { "medblocks-signature": `t=${time},v1=${mac}`, ...headers },
  });
}

/** An event as it comes over the wire. */
export function wireEvent(type: string, object: unknown, more: Record<string, unknown> = {}) {
  return {
    id: "evt_1",
    object: "event",
    type,
    api_version: "2026-04-25",
    created_at: "2026-04-25T14:30:00.000Z",
    data: { object },
    ...more,
  };
}
