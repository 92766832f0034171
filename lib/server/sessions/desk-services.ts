import "server-only";
import { setTimeout } from "node:timers/promises";
import { type ConnectClient, connect, connectInBackground } from "@/lib/server/connect/client";
import type { Acting } from "@/lib/server/context";
import { database } from "@/lib/server/db/client";
import { vault } from "@/lib/server/db/seal";
import { clinicSettings } from "@/lib/server/desk";
import { sourceCache, sourceNames } from "@/lib/server/sources/service";
import type { Wait } from "@/lib/server/within";
import type { IdRules } from "@/lib/sessions/id-rules";
import { listAlike } from "./alike";
import { type SessionStore, sessionStore } from "./store";
import type { StoredSession } from "./stored-session";

/** What the use cases of a session work with; tests pass their own. */
export type DeskServices = Acting & {
  connect: ConnectClient;
  store: SessionStore;
  /** Names by source id, as far as they can be read. */
  sourceNames: (ids: readonly string[]) => Promise<Map<string, string>>;
  /** Links of patients whose ID looks like this one and is another, newest first. */
  listAlike: (patientId: string) => Promise<StoredSession[]>;
  clinic: IdRules & { returnUrl: string; buttonLabel: string };
  wait: Wait;
};

/** Those of this process, for what somebody is waiting for. */
export function deskServices(): Promise<DeskServices> {
  return servicesOver(connect());
}

/** The same for polls and housekeeping, which ask nothing while the API asks for silence. */
export function backgroundServices(): Promise<DeskServices> {
  return servicesOver(connectInBackground());
}

async function servicesOver(connect: ConnectClient): Promise<DeskServices> {
  return {
    db: await database(),
    vault: vault(),
    connect,
    store: await sessionStore(),
    listAlike: async (patientId) => listAlike(await database(), vault(), patientId),
    sourceNames: (ids) => sourceNames({ connect, catalog: sourceCache() }, ids),
    clinic: await clinicSettings(),
    now: () => new Date(),
    wait: setTimeout,
  };
}
