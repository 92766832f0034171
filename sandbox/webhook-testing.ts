import { z } from "zod";
import { openReceiver } from "./receiver";
import { openSandbox } from "./testing";

/** A hospital of the demo catalog. */
export const mayo = "fhirsrc_HXGDSYHNZ8WVPQWZDPCWFJWYFH";

const endpointSchema = z.object({ id: z.string(), secret: z.string(), status: z.string() });
const deliverySchema = z.object({
  id: z.string(),
  attempts: z.array(z.object({ status: z.number().nullable(), error: z.string().nullable() })),
  nextAttemptAt: z.number().nullable(),
  deliveredAt: z.number().nullable(),
});
const overviewSchema = z.object({
  endpoints: z.array(endpointSchema),
  deliveries: z.array(deliverySchema),
});

type Steering = "settle" | "hurry" | "hold" | "release" | "disable";

/** A sandbox at a fixed time and a program that listens to it; records are pulled at once. */
export async function openHookedSandbox() {
  const clock = { now: Date.parse("2026-05-01T09:00:00.500Z") };
  const receiver = await openReceiver();
  const sandbox = await openSandbox({ now: () => clock.now, settings: { recordsAfterMs: 0 } });

  return {
    ...{ sandbox, receiver, clock },
    register: async (events = ["*"], url = receiver.url) => {
      const reply = await sandbox.call("POST", "/webhooks", { body: { url, events } });
      return endpointSchema.parse(reply.json());
    },
    /** Makes a session. @returns its id */
    create: async (path = "sessions", more: Record<string, unknown> = {}): Promise<string> => {
      const body = { patient_id: "user_42", return_url: "https://clinic.example/done", ...more };
      return Object((await sandbox.call("POST", `/${path}`, { body })).json()).id;
    },
    complete: (id: string) => sandbox.control("POST", `sessions/${id}/complete`),
    setOutcome: (id: string, status: string, sourceId = mayo) =>
      sandbox.control("POST", `sessions/${id}/outcomes`, { sourceId, status }),
    steer: async (verb: Steering, body: unknown = {}) =>
      overviewSchema.parse((await sandbox.control("POST", `webhooks/${verb}`, body)).json()),
    sendEvent: async (event: Record<string, unknown> = {}) =>
      deliverySchema.parse((await sandbox.control("POST", "webhooks/events", event)).json()),
    end: async () => {
      await sandbox.end();
      await receiver.close();
    },
  };
}

export type HookedSandbox = Awaited<ReturnType<typeof openHookedSandbox>>;
