import "server-only";
import type { Database, WritableDatabase } from "./schema";

/**
 * The same database, and it can be written: for what is nobody's act and has no line in the audit trail,
 * such as counts of tries, what was heard, the beat of a screen and what is removed by age. Which files
 * may, and why, is in `act-rules.test.ts`.
 */
export function unaudited(db: Database): WritableDatabase {
  if (!isWritable(db)) throw new Error("This is a part of a database.");
  return db;
}

function isWritable(db: Database): db is WritableDatabase {
  return "transaction" in db;
}
