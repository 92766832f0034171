import "server-only";
import { createHmac } from "node:crypto";
import type { AuditEntry } from "@/lib/server/audit/service";
import { createVault } from "@/lib/server/db/seal";
import { sampleSecret } from "@/lib/server/sessions/sample-session";
import { newDesk } from "@/lib/server/sessions/test-desk";
import { createEndpointStore } from "./endpoint-store";
import { createEventStore } from "./event-store";
import type { LiveUpdatesServices } from "./services";

export const secret = "whsec_made_up_for_the_tests";

/** A desk of one test with live updates switched on, unless told otherwise. */
export async function newUpdates({ isOn = true, appUrl = "https://desk.example" } = {}) {
  const { desk, api, clock, db } = await newDesk();
  for (const table of ["live_updates", "webhook_events", "record_syncs"] as const) {
    await db.deleteFrom(table).execute();
  }
  const vault = createVault(sampleSecret);
  const audited: AuditEntry[] = [];
  const services: LiveUpdatesServices = {
    desk,
    endpoints: createEndpointStore(db, vault),
    events: createEventStore(db, vault),
    appUrl,
    audit: async (entry) => {
      audited.push(entry);
    },
  };
  if (isOn) {
    const endpoint = {
      id: "wh_1",
      url: `${appUrl}/api/webhooks/medblocks`,
      status: "active",
    } as const;
    api.endpoints.push({ ...endpoint, secret });
    await services.endpoints.keepEndpoint({ ...endpoint, secret }, clock.now());
  }
  return { services, desk, api, clock, db, audited };
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
