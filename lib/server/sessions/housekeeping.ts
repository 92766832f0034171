import "server-only";
import { announced } from "@/lib/server/act";
import type { Ctx, SystemActor } from "@/lib/server/context";
import { type Batches, removeInBatches } from "@/lib/server/db/remove-in-batches";
import type { Database } from "@/lib/server/db/schema";
import { unaudited } from "@/lib/server/db/unaudited";
import { eachRow } from "@/lib/server/each-row";
import { hasOlderThan, listUnsettled } from "./find";
import { settle } from "./settle";

const dayMs = 24 * 60 * 60_000;
/** Younger attempts belong to somebody who is still waiting at a desk. */
const unsettledAfterMs = 60_000;

/** Finds what became of attempts that ended with the process or the connection that made them. */
export async function settleLostAttempts(ctx: Ctx<SystemActor>): Promise<void> {
  const now = ctx.now();
  const before = new Date(now.getTime() - unsettledAfterMs);
  const rows = await listUnsettled(ctx, before, now);
  await eachRow(rows, "settle", (row) => settle(ctx, row));
}

/** Deletes what is older than the clinic wants to keep; the trail tells that it begins, and how many went. */
export async function removeOldSessions(ctx: Ctx<SystemActor>): Promise<void> {
  const before = new Date(ctx.now().getTime() - ctx.clinic.retentionDays * dayMs);
  if (!(await hasOlderThan(ctx, before))) return;
  await announced(ctx, { action: "links-removed" }, removedSoMany, () =>
    removeOlderThan(ctx.db, before),
  );
}

function removedSoMany(count: number) {
  return { outcome: "ok", subject: String(count) };
}

/**
 * Deletes sessions that were created before this moment, with all that belongs to them.
 *
 * @returns how many sessions that were
 */
export function removeOlderThan(db: Database, date: Date, batches?: Batches): Promise<number> {
  const before = date.toISOString();
  return removeInBatches(db, "sessions", (limit) => removeSome(db, before, limit), batches);
}

function removeSome(db: Database, before: string, limit: number): Promise<number> {
  return unaudited(db)
    .transaction()
    .execute(async (tx) => {
      const oldest = tx
        .selectFrom("sessions")
        .select("id")
        .where("created_at", "<", before)
        .orderBy("created_at")
        .limit(limit);
      const removed = await tx
        .deleteFrom("sessions")
        .where("id", "in", oldest)
        .returning("patient_key")
        .execute();
      const keys = [...new Set(removed.map((row) => row.patient_key))];
      if (keys.length > 0) await removeRecords(tx, keys);
      return removed.length;
    });
}

/** What was told of the records of patients who have no link here any more. */
async function removeRecords(db: Database, keys: string[]): Promise<void> {
  await unaudited(db)
    .deleteFrom("record_syncs")
    .where("patient_key", "in", keys)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("sessions")
            .select("sessions.id")
            .whereRef("sessions.patient_key", "=", "record_syncs.patient_key"),
        ),
      ),
    )
    .execute();
}
