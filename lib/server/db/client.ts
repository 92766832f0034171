import "server-only";
import { env, isBuilding } from "@/lib/server/env";
import { remember } from "@/lib/server/remember";
import { checkSecret, hasSecretMark } from "./check-secret";
import { holdFolder } from "./desk-lock";
import { deskSecret, makeDeskSecret, type SecretPlace } from "./desk-secret";
import { openEmbedded } from "./embedded";
import { checkTables } from "./migrate";
import { orClose } from "./or-close";
import { openPostgres } from "./postgres";
import type { Database, WritableDatabase } from "./schema";
import { createVault, type Vault } from "./seal";

export type DatabasePlace = { dataDir: string; databaseUrl: string | null };

/** Opens the database, made if need be, with its tables up to date. @throws when that is not possible */
export async function openDatabase({
  dataDir,
  databaseUrl,
}: DatabasePlace): Promise<WritableDatabase> {
  const db = await (databaseUrl === null ? openEmbedded(dataDir) : openPostgres(databaseUrl));
  await orClose(db, checkTables(db));
  return db;
}

export type DeskPlace = DatabasePlace & SecretPlace;

/**
 * Opens the database with the secret that it was made with. Only one that nobody has used gets a new
 * secret: nothing that is stored could be read with another.
 *
 * @throws when the secret is missing or another one
 */
export async function openDesk(place: DeskPlace): Promise<{ db: WritableDatabase; vault: Vault }> {
  const db = await openDatabase(place);
  try {
    if (!(await hasSecretMark(db))) makeDeskSecret(place);
    const vault = createVault(deskSecret(place));
    await checkSecret(db, vault);
    return { db, vault };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

type Slot = { opening: Promise<WritableDatabase> | null; letGo: () => void };

function slot() {
  return remember("database", (): Slot => ({ opening: null, letGo: () => {} }));
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

async function openOwn(): Promise<WritableDatabase> {
  if (isBuilding()) throw new Error("The database is not opened while the app is being built.");
  const place = env();
  const letGo = place.databaseUrl === null ? holdFolder(place.dataDir) : () => {};
  try {
    const { db } = await openDesk(place);
    slot().letGo = letGo;
    return db;
  } catch (error) {
    letGo();
    throw error;
  }
}

/** For the end of the process; does nothing when the database was never opened. */
export async function closeDatabase(): Promise<void> {
  const held = slot();
  const opening = held.opening;
  held.opening = null;
  if (opening) await (await opening).destroy();
  held.letGo();
  held.letGo = () => {};
}
