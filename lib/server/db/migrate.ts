import "server-only";
import { Kysely, type Migration, Migrator, SqliteDialect, sql } from "kysely";
import Libsql from "libsql";
import { checkSchema } from "./check-schema";
import { type LiveSchema, readSchema } from "./live-schema";
import * as sessions from "./migrations/0001-sessions";
import * as staff from "./migrations/0002-staff";
import * as audit from "./migrations/0003-audit";
import * as settings from "./migrations/0004-settings";
import * as worklist from "./migrations/0005-worklist";
import * as liveUpdates from "./migrations/0006-live-updates";
import * as followUp from "./migrations/0007-follow-up";
import * as displays from "./migrations/0008-displays";
import * as whose from "./migrations/0009-whose";
import * as plans from "./migrations/0011-plans";
import * as foldedIds from "./migrations/0013-folded-ids";
import * as refusedTries from "./migrations/0014-refused-tries";
import * as jobLease from "./migrations/0015-job-lease";
import * as ownSignIn from "./migrations/0016-own-sign-in";
import type { Tables, WritableDatabase } from "./schema";

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
  "0011-plans": plans,
  "0013-folded-ids": foldedIds,
  "0014-refused-tries": refusedTries,
  "0015-job-lease": jobLease,
  "0016-own-sign-in": ownSignIn,
};

/**
 * Brings the tables up to date. Kysely's own lock makes processes that
 * start at the same moment on Postgres take turns; SQLite's are kept apart by the caller.
 *
 * @throws when they cannot be, or a newer version has used them; the message tells what to do
 */
export async function migrate(
  db: WritableDatabase,
  options: { inTransaction: boolean },
): Promise<void> {
  await refuseNewer(db);
  await runMigrations(db, options);
}

/** Makes sure that the tables are what the migrations make. @throws when they are not */
export async function checkTables(db: WritableDatabase): Promise<void> {
  expected ??= readExpected();
  await checkSchema(db, await expected);
}

async function runMigrations(
  db: WritableDatabase,
  { inTransaction }: { inTransaction: boolean },
): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    disableTransactions: !inTransaction,
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

const done = "kysely_migration";

/** What a newer version has changed there is not known here, and neither is what it relies on. */
async function refuseNewer(db: WritableDatabase): Promise<void> {
  const { columns } = await readSchema(db);
  if (!columns.some(({ table }) => table === done)) return;
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(done)}`.execute(db);
  if (rows.every(({ name }) => name in migrations)) return;
  throw new Error(
    "This database was used by a newer version of Connect Desk. Nothing was changed. " +
      "Install that version, or restore a backup made before the update.",
  );
}

let expected: Promise<LiveSchema> | null = null;

/** Of a database that nothing but the migrations has touched. */
async function readExpected(): Promise<LiveSchema> {
  const memory = new Libsql(":memory:");
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect({
      database: { prepare: (text) => memory.prepare(text), close: () => memory.close() },
    }),
  });
  await runMigrations(db, { inTransaction: false });
  const schema = await readSchema(db);
  await db.destroy();
  return schema;
}
