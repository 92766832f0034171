import "server-only";
import type { Ctx } from "@/lib/server/context";
import { systemCtx } from "@/lib/server/desk";
import { type EventStore, eventStore } from "./event-store";

/** What the work that events bring needs; tests pass their own. */
export type EventServices = { desk: Ctx; events: EventStore };

/** Those of this process, which ask nothing while the API asks for silence. */
export async function eventServices(): Promise<EventServices> {
  return { desk: await systemCtx("live-updates"), events: await eventStore() };
}
