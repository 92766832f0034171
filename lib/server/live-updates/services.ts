import "server-only";
import { backgroundServices, type DeskServices } from "@/lib/server/sessions/desk-services";
import { type EventStore, eventStore } from "./event-store";

/** What the work that events bring needs; tests pass their own. */
export type EventServices = { desk: DeskServices; events: EventStore };

/** Those of this process, which ask nothing while the API asks for silence. */
export async function eventServices(): Promise<EventServices> {
  return { desk: await backgroundServices(), events: await eventStore() };
}
