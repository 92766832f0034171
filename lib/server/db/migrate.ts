import "server-only";
import { type Migration, Migrator } from "kysely";
import * as sessions from "./migrations/0001-sessions";
import type { Database } from "./schema";

/** Listed rather than read from a folder: in the built app there is none. Never edit one that was released. */
const migrations: Record<string, Migration> = { "0001-sessions": sessions };

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
