import "server-only";
import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import Libsql from "libsql";

/** A restore works in here; what it leaves behind, it did not finish. */
export function restoreFolder(dataDir: string): string {
  return join(dataDir, "restoring");
}

/**
 * Says that a desk runs in this folder, for as long as this process lives. The system itself forgets it
 * with the process, however that ends. Any number of desks may run in one folder.
 *
 * @returns the way to let go of it
 * @throws when a restore is under way there, or was cut off
 */
export function holdFolder(dataDir: string): () => void {
  const letGo = lock(dataDir, "begin; select count(*) from sqlite_schema");
  if (letGo === null) {
    throw new Error(
      "A restore is under way in this folder. Start again when it says that it is done.",
    );
  }
  if (!existsSync(restoreFolder(dataDir))) return letGo;
  letGo();
  throw new Error(
    `A restore in ${dataDir} was cut off, and desk.db may be missing. Run it again: npm run restore -- FILE. ` +
      "If desk.db is there and you do not want to restore, delete the folder “restoring” beside it.",
  );
}

/** Keeps desks from running in this folder. @returns the way to let go of it; null: one runs now */
export function takeFolder(dataDir: string): (() => void) | null {
  return lock(dataDir, "begin exclusive");
}

/** SQLite's own locks on an empty file: they are the system's, and so no mark of a dead process stays. */
function lock(dataDir: string, sql: string): (() => void) | null {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, "desk.lock");
  closeSync(openSync(path, "a", 0o600));
  chmodSync(path, 0o600);
  const file = new Libsql(path);
  try {
    file.pragma("busy_timeout = 0");
    file.pragma("journal_mode = off");
    file.exec(sql);
  } catch (error) {
    file.close();
    if (error instanceof Error && "code" in error && error.code === "SQLITE_BUSY") return null;
    throw error;
  }
  return () => {
    if (!file.open) return;
    // The library lets go of a closed file only later.
    if (file.inTransaction) file.exec("rollback");
    file.close();
  };
}
