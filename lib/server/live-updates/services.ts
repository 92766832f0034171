import "server-only";
import { audit } from "@/lib/server/audit/service";
import { env } from "@/lib/server/env";
import { type DeskServices, deskServices } from "@/lib/server/sessions/desk-services";
import { type EndpointStore, endpointStore } from "./endpoint-store";
import { type EventStore, eventStore } from "./event-store";

/** What the use cases of live updates work with; tests pass their own. */
export type LiveUpdatesServices = {
  desk: DeskServices;
  endpoints: EndpointStore;
  events: EventStore;
  /** Where browsers reach this app, without a path. */
  appUrl: string;
  audit: typeof audit;
};

/** Those of this process. */
export async function liveUpdatesServices(): Promise<LiveUpdatesServices> {
  return {
    desk: await deskServices(),
    endpoints: await endpointStore(),
    events: await eventStore(),
    appUrl: env().appUrl,
    audit,
  };
}
