import "server-only";
import { env, isBuilding } from "@/lib/server/env";
import { remember } from "@/lib/server/remember";
import { checkSecret } from "./check-secret";
import { openEmbedded } from "./embedded";
import { checkTables } from "./migrate";
import { orClose } from "./or-close";
import { openPostgres } from "./postgres";
import type { Database } from "./schema";
import { vault } from "./seal";

export type DatabasePlace = { dataDir: string; databaseUrl: string | null };

/** Opens the database, made if need be, with its tables up to date. @throws when that is not possible */
export async function openDatabase({ dataDir, databaseUrl }: DatabasePlace): Promise<Database> {
  const db = await (databaseUrl === null ? openEmbedded(dataDir) : openPostgres(databaseUrl));
  await orClose(db, checkTables(db));
  return db;
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
