import "server-only";
import { type Migration, Migrator } from "kysely";
import * as sessions from "./migrations/0001-sessions";
import * as staff from "./migrations/0002-staff";
import * as audit from "./migrations/0003-audit";
import * as settings from "./migrations/0004-settings";
import * as worklist from "./migrations/0005-worklist";
import * as liveUpdates from "./migrations/0006-live-updates";
import * as followUp from "./migrations/0007-follow-up";
import * as displays from "./migrations/0008-displays";
import * as whose from "./migrations/0009-whose";
import * as foldedIds from "./migrations/0013-folded-ids";
import type { Database } from "./schema";

/** Listed rather than read from a folder: in the built app there is none. Never edit one that was released. */
export const migrations: Record<string, Migration> = {
  "0001-sessions": sessions,
  "0002-staff": staff,
  "0003-audit": audit,
  "0004-settings": settings,
  "0005-worklist": worklist,
  "0006-live-updates": liveUpdates,
  "0007-follow-up": followUp,
  "0008-displays": displays,
  "0009-whose": whose,
  "0013-folded-ids": foldedIds,
};

/**
 * Brings the tables up to date. Kysely's own lock makes processes that start at
 * the same moment on Postgres take turns; SQLite's are kept apart by the caller.
 */
export async function migrate(db: Database, { inTransaction }: { inTransaction: boolean }) {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    disableTransactions: !inTransaction,
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
