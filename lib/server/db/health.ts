import "server-only";
import { keptBriefly } from "@/lib/server/kept-briefly";
import { remember } from "@/lib/server/remember";
import { within } from "@/lib/server/within";
import { database } from "./client";
import type { Database } from "./schema";
import { isDatabaseTrouble, type Trouble } from "./trouble";
import { unaudited } from "./unaudited";

/** Null: the database took a change. Else what is wrong with it. */
export type DatabaseHealth = Trouble | "unknown trouble" | null;

const patienceMs = 2_000;
/** However often strangers ask, the database is asked this often. */
const askEveryMs = 1_000;

/** How this process's database is, known within two seconds. */
export async function databaseHealth(
  ask: () => Promise<DatabaseHealth> = asking().get,
): Promise<DatabaseHealth> {
  const answer = await within(
    patienceMs,
    ask().then((health) => ({ health })),
  );
  return answer ? answer.health : "no answer in time";
}

/** Of all who ask at once one does. */
function asking() {
  return remember("database-health", () =>
    keptBriefly(async () => askDatabase(database), askEveryMs),
  );
}

/** By a write: on a full disk, or beside somebody who holds the lock, reading goes on as ever. */
export async function askDatabase(open: () => Promise<Database>): Promise<DatabaseHealth> {
  const row = { key: "health", value: new Date().toISOString() };
  try {
    await unaudited(await open())
      .insertInto("meta")
      .values(row)
      .onConflict((conflict) => conflict.column("key").doUpdateSet({ value: row.value }))
      .execute();
    return null;
  } catch (error) {
    return isDatabaseTrouble(error) ? error.trouble : "unknown trouble";
  }
}
