import { join } from "node:path";
import Libsql from "libsql";

/** Changes the embedded database behind the app's back. @returns how many rows that concerned */
export function tamper(dataDir: string, statement: string, ...values: string[]): number {
  const database = new Libsql(join(dataDir, "desk.db"));
  database.pragma("busy_timeout = 10000");
  const { changes } = database.prepare(statement).run(...values);
  database.close();
  return changes;
}
