import type { Database } from "@/lib/server/db/schema";
import type { Vault } from "@/lib/server/db/seal";
import { createFollowUpStore } from "@/lib/server/sessions/follow-up-store";
import { createWorklistStore } from "@/lib/server/sessions/worklist-store";
import { writableStore } from "./writable-store";

/** All that is asked about sessions, of a database that is at hand. */
export function storesOver(db: Database, vault: Vault) {
  return {
    store: writableStore(db, vault),
    worklist: createWorklistStore(db, vault),
    followUps: createFollowUpStore(db, vault),
  };
}
