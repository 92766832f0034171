import "server-only";
import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { Kysely, type SqliteStatement } from "kysely";
import Libsql from "libsql";
import { remember } from "@/lib/server/remember";
import { embeddedDialect, whenUnlocked } from "./embedded-driver";
import { migrate } from "./migrate";
import { orClose } from "./or-close";
import type { Tables, WritableDatabase } from "./schema";

/** Opens `<dataDir>/desk.db`, made if need be, with its tables up to date. */
export async function openEmbedded(dataDir: string): Promise<WritableDatabase> {
  const file = new Libsql(makePrivateFile(dataDir));
  // Another process that writes is waited for by us: in here nobody else would be heard meanwhile.
  file.pragma("busy_timeout = 0");
  await whenUnlocked(() => file.pragma("journal_mode = WAL"));
  // An attempt that was acknowledged must survive a power cut: the API may have its session.
  file.pragma("synchronous = FULL");
  file.pragma("foreign_keys = ON");
  // What is deleted is overwritten with zeros.
  file.pragma("secure_delete = ON");

  const close = closeAtTheEnd(file);
  const db = new Kysely<Tables>({
    dialect: embeddedDialect({
      prepare: prepareOnce(file),
      exec: (sql) => file.exec(sql),
      close,
      get inTransaction() {
        return file.inTransaction;
      },
    }),
  });
  // Takes SQLite's write lock before looking, so that of two starting processes one migrates.
  await orClose(
    db,
    whenUnlocked(() => file.exec("begin immediate")).then(() =>
      migrate(db, { inTransaction: false }),
    ),
  );
  file.exec("commit");
  return db;
}

/** To compile one of our few statements takes as long as to run it. */
function prepareOnce(file: Libsql.Database): (sql: string) => SqliteStatement {
  const prepared = new Map<string, Libsql.Statement>();
  return (sql) => {
    const statement = prepared.get(sql) ?? file.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };
}

/**
 * Closes the file when it is told to, and at the latest when the process ends, however it was asked to:
 * everything is in `desk.db` afterwards.
 */
function closeAtTheEnd(file: Libsql.Database): () => void {
  const open = remember("open-files", () => {
    const closers = new Set<() => void>();
    process.once("exit", () => {
      for (const close of closers) close();
    });
    return closers;
  });
  const close = () => {
    if (open.delete(close)) closeFile(file);
  };
  open.add(close);
  return close;
}

/** libsql lets go of the files beside it only later, hence the checkpoint. */
function closeFile(file: Libsql.Database): void {
  if (file.inTransaction) file.exec("rollback");
  try {
    file.pragma("wal_checkpoint(truncate)");
  } finally {
    file.close();
  }
}

/** SQLite gives the files it puts beside this one (`-wal`, `-shm`) the same mode. */
function makePrivateFile(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, "desk.db");
  closeSync(openSync(path, "a", 0o600));
  chmodSync(path, 0o600);
  return path;
}
