import "server-only";
import { setTimeout } from "node:timers/promises";
import { type ConnectClient, connect } from "@/lib/server/connect/client";
import { clinicSettings } from "@/lib/server/settings/service";
import { sourceNames } from "@/lib/server/sources/service";
import type { Wait } from "@/lib/server/within";
import { type SessionStore, sessionStore } from "./store";

/** What the use cases of a session work with; tests pass their own. */
export type DeskServices = {
  connect: ConnectClient;
  store: SessionStore;
  /** Names by source id, as far as they can be read. */
  sourceNames: (ids: readonly string[]) => Promise<Map<string, string>>;
  clinic: { returnUrl: string; buttonLabel: string };
  now: () => Date;
  wait: Wait;
};

/** Those of this process. */
export async function deskServices(): Promise<DeskServices> {
  return {
    connect: connect(),
    store: await sessionStore(),
    sourceNames: (ids) => sourceNames(ids, connect()),
    clinic: await clinicSettings(),
    now: () => new Date(),
    wait: setTimeout,
  };
}
