import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
} from "node:fs";
import { join } from "node:path";
import Libsql from "libsql";
import type { DeskPlace } from "../lib/server/db/client";
import { restoreFolder, takeFolder } from "../lib/server/db/desk-lock";
import {
  endedTables,
  endedWords,
  otherSecretWords,
  runningWords,
  secretFor,
  secretMark,
  writeDown,
} from "./restore-steps";
import { Trouble } from "./steps.mjs";

/** A desk's database is all of these; the second has its newest rows when a desk was cut off. */
const parts = ["desk.db", "desk.db-wal", "desk.db-shm"];

/**
 * Puts a copy of an embedded database in the place of the desk's own.
 *
 * @returns what was done, in sentences
 * @throws {Trouble} when it cannot be done; then nothing has changed
 */
export async function restoreEmbedded(file: string, place: DeskPlace): Promise<string[]> {
  const { dataDir } = place;
  const target = join(dataDir, "desk.db");
  if (existsSync(target) && realpathSync(target) === realpathSync(file)) {
    throw new Trouble(`${file} is the database that the desk uses, not a copy of it.`);
  }
  const secret = secretFor(place);
  const letGo = takeFolder(dataDir);
  if (letGo === null) throw new Trouble(runningWords);
  const folder = restoreFolder(dataDir);
  try {
    const ended = await prepareCopy(file, folder, secret).catch((error) => {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    });
    // From here to its end the folder keeps a start from beginning with an empty database.
    const aside = moveAside(dataDir);
    renameSync(join(folder, "desk.db"), target);
    rmSync(folder, { recursive: true, force: true });
    return [
      `Restored ${file} to ${target}. The copy is whole and opens with this desk's secret.`,
      aside === null
        ? "There was no database before."
        : `What was there before is in ${aside}. Delete it when you do not need it any more.`,
      ...endedWords(...ended),
    ];
  } finally {
    letGo();
  }
}

/** @returns how many sign-ins and one-time addresses were ended */
async function prepareCopy(
  file: string,
  folder: string,
  secret: string,
): Promise<[signIns: number, addresses: number]> {
  // That of a restore that was cut off.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  const copy = join(folder, "desk.db");
  copyFileSync(file, copy);
  chmodSync(copy, 0o600);
  // As a desk leaves it that was cut off: among what an earlier restore moved aside, for one.
  if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);

  const ended = checkAndEnd(copy, file, secretMark(secret));
  await writeDown({ dataDir: folder, databaseUrl: null, deskSecret: secret }).catch((error) => {
    throw new Trouble(`${error instanceof Error ? error.message : error}\nNothing was changed.`);
  });
  return ended;
}

function checkAndEnd(copy: string, file: string, mark: string): [number, number] {
  const database = new Libsql(copy);
  try {
    const found = database.prepare("pragma integrity_check").all([]);
    if (JSON.stringify(found) !== '[{"integrity_check":"ok"}]') throw new Error("damaged");
    const isDesk = database
      .prepare("select 1 from sqlite_schema where name in ('meta', 'kysely_migration')")
      .all([]);
    if (isDesk.length < 2) throw new Trouble(`${file} is no copy of a desk. Nothing was changed.`);
    const meta = database.prepare("select value from meta where key = 'secret-check'").all([]);
    if (JSON.stringify(meta) !== JSON.stringify([{ value: mark }])) {
      throw new Trouble(otherSecretWords);
    }
    const [signIns = 0, addresses = 0] = endedTables.map(
      (table) => database.prepare(`delete from ${table}`).run([]).changes,
    );
    return [signIns, addresses];
  } catch (error) {
    if (error instanceof Trouble) throw error;
    throw new Trouble(`${file} is damaged, or no database at all. Nothing was changed.`);
  } finally {
    database.close();
  }
}

/** @returns the folder that has the old files now; null: there were none */
function moveAside(dataDir: string): string | null {
  const old = parts.filter((name) => existsSync(join(dataDir, name)));
  if (old.length === 0) return null;
  const at = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  let aside = join(dataDir, `before-restore-${at}`);
  while (existsSync(aside)) aside += "-2";
  mkdirSync(aside, { mode: 0o700 });
  for (const name of old) renameSync(join(dataDir, name), join(aside, name));
  return aside;
}
