import "server-only";
import { randomUUID } from "node:crypto";
import { steadyMs } from "@/lib/server/clock";
import type { Database } from "@/lib/server/db/schema";
import { unaudited } from "@/lib/server/db/unaudited";
import type { Log } from "@/lib/server/log";

/** A holder that was silent for so long is gone. Longer than three beats, so that two may fail. */
export const leaseMs = 15_000;
/** How often the holder says that it is there, and the others look whether it is. */
export const beatMs = 4_000;

/**
 * Which of the processes that share a database does the jobs that one does for all.
 *
 * No time of day is kept or compared. The holder counts up a number in the row, and the others wait
 * until it has stood still for 15 s by a clock that nobody can set. So neither a clock that leaps nor
 * two that differ keep a lease for ever, or give it to two.
 */
export type Lease = {
  /** Takes or keeps it. @returns whether this process has it now; while the database is silent, for 15 s more */
  hold: () => Promise<boolean>;
  /** Lets another process have it at once. */
  release: () => Promise<void>;
};

type Row = { holder: string; beats: number };

/** @param monotonicMs milliseconds of any clock that never goes back */
export function createLease(
  db: Database,
  log: Pick<Log, "info">,
  monotonicMs: () => number = steadyMs,
): Lease {
  const holder = randomUUID();
  let heldUntilMs = 0;
  let seen: (Row & { sinceMs: number }) | null = null;

  /** @throws when the database does not answer */
  async function takeOrKeep(): Promise<boolean> {
    if (await beat(db, holder)) return true;
    const row = await read(db);
    if (row === null) return insert(db, holder);
    if (seen?.holder !== row.holder || seen.beats !== row.beats) {
      seen = { ...row, sinceMs: monotonicMs() };
      return false;
    }
    if (monotonicMs() - seen.sinceMs < leaseMs) return false;
    const isTaken = await takeFrom(db, row, holder);
    if (isTaken) log.info({ event: "jobs-taken-over" });
    return isTaken;
  }
  return {
    async hold() {
      const askedMs = monotonicMs();
      try {
        heldUntilMs = (await takeOrKeep()) ? askedMs + leaseMs : 0;
      } catch (error) {
        if (monotonicMs() >= heldUntilMs) throw error;
      }
      return monotonicMs() < heldUntilMs;
    },
    async release() {
      heldUntilMs = 0;
      await unaudited(db).deleteFrom("job_lease").where("holder", "=", holder).execute();
    },
  };
}

/** @returns false when another process has it, or none */
async function beat(db: Database, holder: string): Promise<boolean> {
  const { numUpdatedRows } = await unaudited(db)
    .updateTable("job_lease")
    .set((row) => ({ beats: row("beats", "+", 1) }))
    .where("holder", "=", holder)
    .executeTakeFirst();
  return numUpdatedRows > 0;
}

async function read(db: Database): Promise<Row | null> {
  const row = await db.selectFrom("job_lease").select(["holder", "beats"]).executeTakeFirst();
  return row ?? null;
}

/** @returns false when another process was faster */
async function insert(db: Database, holder: string): Promise<boolean> {
  const inserted = await unaudited(db)
    .insertInto("job_lease")
    .values({ id: 1, holder, beats: 1 })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .executeTakeFirst();
  return inserted !== undefined;
}

/** @returns false when the holder said something meanwhile, or another process was faster */
async function takeFrom(db: Database, silent: Row, holder: string): Promise<boolean> {
  const { numUpdatedRows } = await unaudited(db)
    .updateTable("job_lease")
    .set({ holder, beats: 1 })
    .where("holder", "=", silent.holder)
    .where("beats", "=", silent.beats)
    .executeTakeFirst();
  return numUpdatedRows > 0;
}
