import "server-only";
import { setTimeout } from "node:timers/promises";
import { SqliteAdapter, sql } from "kysely";
import { log } from "@/lib/server/log";
import { stopping } from "@/lib/server/shut-down";
import type { Database } from "./schema";

/** How many rows go at once, and what lets others through before the next ones do. */
export type Batches = { size: number; pause: () => Promise<unknown> };

/** So many sessions, with all that goes with them, hold the embedded database for a blink. */
const usual: Batches = { size: 100, pause: () => setTimeout(20) };

const toldEvery = 100;

/**
 * Removes rows a few at a time, each few for good before the next, so that nobody waits for long and
 * no time limit undoes it all. What the embedded database wrote beside its file meanwhile goes too.
 *
 * @param what for the log: the rows' table
 * @param removeSome removes so many at most. @returns how many those were
 * @returns how many rows went; the rest when this process is asked to end is left for the next time
 */
export async function removeInBatches(
  db: Database,
  what: string,
  removeSome: (limit: number) => Promise<number>,
  { size, pause }: Batches = usual,
): Promise<number> {
  let removed = 0;
  for (let batch = 1; ; batch += 1) {
    const rows = await removeSome(size);
    removed += rows;
    if (rows < size || stopping().aborted) break;
    if (batch % toldEvery === 0) log.info({ event: "removing", operation: what, rows: removed });
    await pause();
  }
  if (removed >= size) {
    log.info({ event: "removed", operation: what, rows: removed });
    await truncateJournal(db);
  }
  return removed;
}

/** Postgres looks after its own. */
async function truncateJournal(db: Database): Promise<void> {
  if (!(db.getExecutor().adapter instanceof SqliteAdapter)) return;
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
}
