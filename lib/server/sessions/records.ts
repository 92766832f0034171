import "server-only";
import type { Ctx } from "@/lib/server/context";
import type { Database } from "@/lib/server/db/schema";
import { unaudited } from "@/lib/server/db/unaudited";
import { readable } from "@/lib/server/each-row";
import { patientKey } from "@/lib/server/patient-key";
import { linkWorks } from "@/lib/sessions/progress";
import { type Books, readRecords } from "./find";
import { helpAfterRecords, type RecordsState } from "./help";
import { connectionKey } from "./links";
import { openRow } from "./stored-session";

/* What events tell of a patient's records, and which of our links an event is about. */

type BooksNow = Books & Pick<Ctx, "now">;

/** What was told of a patient's records at one hospital: only events tell it. */
export type HeardOfRecords = {
  patientId: string;
  sourceId: string;
  state: RecordsState;
  /** When the API says that it was, ISO 8601 UTC. */
  at: string;
};

/** Keeps it, and that the patient's latest link needs help while some records did not arrive. */
export async function noteRecords(
  { db, vault, now }: BooksNow,
  { patientId, sourceId, state, at }: HeardOfRecords,
): Promise<void> {
  const key = patientKey(vault, patientId);
  // What is told of somebody whose last link was removed meanwhile would stay for ever.
  if (!(await hasLink(db, key))) return;
  await unaudited(db)
    .insertInto("record_syncs")
    .values({ patient_key: key, source_id: sourceId, state, at })
    .onConflict((conflict) =>
      conflict
        .columns(["patient_key", "source_id"])
        .doUpdateSet({ state, at })
        // An older event that comes late changes nothing.
        .where("record_syncs.at", "<=", at),
    )
    .execute();
  await changeHelp({ db, vault, now }, key, state);
}

async function hasLink(db: Database, patientKey: string): Promise<boolean> {
  const link = await db
    .selectFrom("sessions")
    .select("id")
    .where("patient_key", "=", patientKey)
    .limit(1)
    .executeTakeFirst();
  return link !== undefined;
}

async function changeHelp(
  { db, vault, now }: BooksNow,
  patientKey: string,
  told: RecordsState,
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
    const help = helpAfterRecords(session, { before, told, now: now() });
    if (help === before) continue;
    await unaudited(db)
      .updateTable("sessions")
      .set({ help_at: help })
      .where("id", "=", session.id)
      .execute();
  }
}

/** Our ids of the links that this connection was made through. */
export async function linksOfConnection(
  { db, vault }: Books,
  connectionId: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom("session_connections")
    .select("session_id")
    .where("connection_key", "=", connectionKey(vault, connectionId))
    .limit(10)
    .execute();
  return rows.map((row) => row.session_id);
}

/** Whether this desk made links for a patient, and our ids of those that are open. */
export async function linksOfPatient(
  { db, vault, now }: BooksNow,
  patientId: string,
): Promise<{ isKnown: boolean; open: string[] }> {
  const rows = await db
    .selectFrom("sessions")
    .select(["id", "status", "expires_at"])
    .where("patient_key", "=", patientKey(vault, patientId))
    .where("stage", "=", "made")
    .orderBy("created_at", "desc")
    .limit(10)
    .execute();
  const open = rows.filter(
    ({ status, expires_at: expiresAt }) => status && linkWorks({ status, expiresAt }, now()),
  );
  return { isKnown: rows.length > 0, open: open.map(({ id }) => id) };
}
