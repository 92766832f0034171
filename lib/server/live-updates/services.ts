import "server-only";
import { audit } from "@/lib/server/audit/service";
import { env } from "@/lib/server/env";
import {
  backgroundServices,
  type DeskServices,
  deskServices,
} from "@/lib/server/sessions/desk-services";
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

/** Those of this process, for what an administrator presses. */
export function liveUpdatesServices(): Promise<LiveUpdatesServices> {
  return servicesOver(deskServices());
}

/** The same for the work that events bring, which asks nothing while the API asks for silence. */
export function eventServices(): Promise<LiveUpdatesServices> {
  return servicesOver(backgroundServices());
}

async function servicesOver(desk: Promise<DeskServices>): Promise<LiveUpdatesServices> {
  return {
    desk: await desk,
    endpoints: await endpointStore(),
    events: await eventStore(),
    appUrl: env().appUrl,
    audit,
  };
}
