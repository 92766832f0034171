import "server-only";
import type { Database, Tables } from "@/lib/server/db/schema";
import type { Vault } from "@/lib/server/db/seal";
import { readable } from "@/lib/server/each-row";
import { type HeardRecords, helpAt, openRow, type StoredSession } from "./stored-session";

/** Those of the patients that these rows are about, in one query. */
export async function readRecords(
  db: Database,
  rows: readonly { patient_key: string }[],
): Promise<HeardRecords> {
  const keys = [...new Set(rows.map((row) => row.patient_key))];
  if (keys.length === 0) return [];
  return db.selectFrom("record_syncs").selectAll().where("patient_key", "in", keys).execute();
}

/** Whether records did not arrive, through whichever link of the patient they were to come. */
export function recordsFailed({ records }: Pick<StoredSession, "records">): boolean {
  return [...records.values()].some(({ state }) => state === "failed");
}

/**
 * To be called when it was written down what came of a patient's records: the patient's latest link
 * needs help while some did not arrive.
 *
 * @param told what was written down last
 */
export async function followRecords(
  db: Database,
  vault: Vault,
  { patientKey, told, now }: { patientKey: string; told: RecordsState; now: Date },
): Promise<void> {
  const rows = await db
    .selectFrom("sessions")
    .selectAll()
    .where("patient_key", "=", patientKey)
    .where("stage", "=", "made")
    .where("replaced_at", "is", null)
    .execute();
  const heard = await readRecords(db, rows);
  const sessions = readable(rows, "follow-records", (row) => ({
    session: openRow(vault, row, heard),
    before: row.help_at,
  }));
  for (const { session, before } of sessions) {
    const help = helpAfter(session, { before, told, now: now.toISOString() });
    if (help === before) continue;
    await db.updateTable("sessions").set({ help_at: help }).where("id", "=", session.id).execute();
  }
}

type RecordsState = Tables["record_syncs"]["state"];

function helpAfter(
  session: StoredSession,
  { before, told, now }: { before: string | null; told: RecordsState; now: string },
): string | null {
  const needsHelp = before !== null && before <= now;
  if (recordsFailed(session)) return told === "failed" && !needsHelp ? now : before;
  if (!needsHelp || session.stage !== "made") return before;
  // Nothing else may be left to do.
  const next = helpAt(session.snapshot, session.details);
  return next !== null && next <= now ? before : next;
}
