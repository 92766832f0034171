import "server-only";
import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { Kysely } from "kysely";
import Libsql from "libsql";
import { Pool } from "pg";
import { env, isBuilding } from "@/lib/server/env";
import { remember } from "@/lib/server/remember";
import { checkSecret } from "./check-secret";
import { EmbeddedDialect, ServerDialect } from "./drivers";
import { migrate } from "./migrate";
import type { Database, Tables } from "./schema";
import { vault } from "./seal";

export type DatabasePlace = { dataDir: string; databaseUrl: string | null };

/** Opens the database, made if need be, with its tables up to date. @throws when that is not possible */
export function openDatabase({ dataDir, databaseUrl }: DatabasePlace): Promise<Database> {
  return databaseUrl === null ? openSqlite(dataDir) : openPostgres(databaseUrl);
}

async function openSqlite(dataDir: string): Promise<Database> {
  const file = new Libsql(makePrivateFile(dataDir));
  // First, because the next ones may have to wait for another process that is starting.
  file.pragma("busy_timeout = 5000");
  file.pragma("journal_mode = WAL");
  // An attempt that was acknowledged must survive a power cut: the API may have its session.
  file.pragma("synchronous = FULL");
  file.pragma("foreign_keys = ON");
  // What is deleted is overwritten with zeros.
  file.pragma("secure_delete = ON");

  const db = new Kysely<Tables>({
    dialect: new EmbeddedDialect({
      database: { prepare: prepareOnce(file), close: () => closeFile(file) },
    }),
  });
  // Takes SQLite's write lock before looking, so that of two starting processes one migrates.
  file.exec("begin immediate");
  await orClose(db, migrate(db, { inTransaction: false }));
  file.exec("commit");
  return db;
}

/** To compile one of our few statements takes as long as to run it. */
function prepareOnce(file: Libsql.Database): (sql: string) => Libsql.Statement {
  const prepared = new Map<string, Libsql.Statement>();
  return (sql) => {
    const statement = prepared.get(sql) ?? file.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };
}

/** Everything is in `desk.db` afterwards: libsql lets go of the files beside it only later. */
function closeFile(file: Libsql.Database): void {
  if (file.inTransaction) file.exec("rollback");
  file.pragma("wal_checkpoint(truncate)");
  file.close();
}

/** SQLite gives the files it puts beside this one (`-wal`, `-shm`) the same mode. */
function makePrivateFile(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, "desk.db");
  closeSync(openSync(path, "a", 0o600));
  chmodSync(path, 0o600);
  return path;
}

async function openPostgres(connectionString: string): Promise<Database> {
  const pool = new Pool({
    connectionString,
    application_name: "connect-desk",
    connectionTimeoutMillis: 5000,
    statement_timeout: 10_000,
  });
  // Without a listener a connection lost while idle ends the process; the pool replaces it by itself.
  pool.on("error", () => {});
  const db = new Kysely<Tables>({ dialect: new ServerDialect({ pool }) });
  await orClose(db, migrate(db, { inTransaction: true }));
  return db;
}

/** A database that is of no use holds no lock and no connection. */
async function orClose(db: Database, step: Promise<void>): Promise<void> {
  try {
    await step;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function slot() {
  return remember("database", (): { opening: Promise<Database> | null } => ({ opening: null }));
}

/**
 * This process's database, opened at the first call.
 *
 * @throws when it cannot be opened or was sealed with another secret; the next call tries again
 */
export function database(): Promise<Database> {
  const held = slot();
  held.opening ??= openOwn().catch((error) => {
    held.opening = null;
    throw error;
  });
  return held.opening;
}

async function openOwn(): Promise<Database> {
  if (isBuilding()) throw new Error("The database is not opened while the app is being built.");
  const db = await openDatabase(env());
  await orClose(db, checkSecret(db, vault()));
  return db;
}

/** For the end of the process; does nothing when the database was never opened. */
export async function closeDatabase(): Promise<void> {
  const held = slot();
  const opening = held.opening;
  held.opening = null;
  if (opening) await (await opening).destroy();
}
