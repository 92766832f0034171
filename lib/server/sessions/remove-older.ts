import "server-only";
import { type Batches, removeInBatches } from "@/lib/server/db/remove-in-batches";
import type { Database } from "@/lib/server/db/schema";

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
  return db.transaction().execute(async (tx) => {
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
  await db
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
