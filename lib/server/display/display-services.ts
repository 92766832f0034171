import "server-only";
import { setTimeout } from "node:timers/promises";
import { database } from "@/lib/server/db/client";
import type { Database } from "@/lib/server/db/schema";
import { type Vault, vault } from "@/lib/server/db/seal";
import { deskServices } from "@/lib/server/sessions/desk-services";
import type { StoredSession } from "@/lib/server/sessions/stored-session";
import { DisplayStore } from "./display-store";

/** What patients' screens work with; tests pass their own. */
export type DisplayServices = {
  db: Database;
  vault: Vault;
  store: DisplayStore;
  findSession: (id: string) => Promise<StoredSession | null>;
  now: () => Date;
  wait: (ms: number) => Promise<unknown>;
};

/** Those of this process. */
export async function displayServices(): Promise<DisplayServices> {
  const db = await database();
  const { store } = await deskServices();
  return {
    db,
    vault: vault(),
    store: new DisplayStore(db),
    findSession: (id) => store.findById(id),
    now: () => new Date(),
    wait: setTimeout,
  };
}
