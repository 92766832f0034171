import "server-only";
import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import type { AuditAction } from "@/lib/audit/action";
import type { Database } from "@/lib/server/db/schema";
import { type AuditRow, endKey, firstKey } from "@/lib/server/trail/chain";

/** Which rows are wanted; all of them unless something is named. */
export type AuditFilter = {
  staffId?: string | undefined;
  action?: AuditAction | undefined;
  patientKey?: string | undefined;
  /** ISO 8601 UTC, included. */
  from?: string | undefined;
  /** ISO 8601 UTC, not included. */
  until?: string | undefined;
};

/** A row's place in the order of time. */
export type AuditPlace = Pick<AuditRow, "at" | "seq">;

export type NamedAuditRow = AuditRow & {
  /** Null when nobody was signed in, or when there is no such account. */
  staff_name: string | null;
  /** The name of the person that it was done to: one of the staff, or who is invited. */
  subject_name: string | null;
};

const batchSize = 1000;

/** The note of how far the trail goes; null when there is none. */
export function readNote(db: Database): Promise<string | null> {
  return readMeta(db, endKey);
}

/** The note of how it began, as it is kept; null when there is none. */
export function readFirstMark(db: Database): Promise<string | null> {
  return readMeta(db, firstKey);
}

async function readMeta(db: Database, key: string): Promise<string | null> {
  const row = await db.selectFrom("meta").select("value").where("key", "=", key).executeTakeFirst();
  return row?.value ?? null;
}

/** All rows by number. They are added by `append.ts` alone; the tables refuse everything else. */
export async function* allRows(db: Database): AsyncGenerator<AuditRow> {
  let last: AuditRow | undefined;
  do {
    let query = db.selectFrom("audit").selectAll().orderBy("seq").limit(batchSize);
    if (last) query = query.where("seq", ">", last.seq);
    const batch: AuditRow[] = await query.execute();
    yield* batch;
    last = batch.at(-1);
    // Others are served in between: the embedded database never lets go by itself.
    await setImmediate();
  } while (last);
}

/** With names, newest first, from behind `before` on. */
export async function listRows(
  db: Database,
  filter: AuditFilter,
  { before = null, limit }: { before?: AuditPlace | null; limit: number },
): Promise<NamedAuditRow[]> {
  let query = named(db, filter).orderBy("audit.at", "desc").orderBy("audit.seq", "desc");
  if (before) query = query.where(place, "<", sql`(${before.at}, ${before.seq})`);
  return query.limit(limit).execute();
}

/** With names, oldest first. */
export async function* listAllRows(
  db: Database,
  filter: AuditFilter,
): AsyncGenerator<NamedAuditRow> {
  let last: NamedAuditRow | undefined;
  do {
    let query = named(db, filter).orderBy("audit.at").orderBy("audit.seq").limit(batchSize);
    if (last) query = query.where(place, ">", sql`(${last.at}, ${last.seq})`);
    const batch: NamedAuditRow[] = await query.execute();
    yield* batch;
    last = batch.at(-1);
    await setImmediate();
  } while (last);
}

/** When some of `actions` were done to one subject of one patient, oldest first. */
export async function listDone(
  db: Database,
  { patientKey, subject }: { patientKey: string; subject: string },
  actions: readonly AuditAction[],
): Promise<Pick<AuditRow, "at" | "action">[]> {
  return (
    db
      .selectFrom("audit")
      .select(["at", "action"])
      // What the table has an index for.
      .where("patient_key", "=", patientKey)
      .where("subject", "=", subject)
      .where("action", "in", [...actions])
      .where("outcome", "=", "ok")
      .orderBy("at")
      .orderBy("seq")
      .execute()
  );
}

/** Everybody who ever had an account, by name. */
export function listStaff(db: Database): Promise<{ id: string; name: string }[]> {
  return db.selectFrom("staff").select(["id", "name"]).orderBy("name").execute();
}

function named(db: Database, { staffId, action, patientKey, from, until }: AuditFilter) {
  let query = db
    .selectFrom("audit")
    .leftJoin("staff as actor", "actor.id", "audit.staff_id")
    .leftJoin("staff as other", "other.id", "audit.subject")
    .leftJoin("one_time_addresses as invited", "invited.id", "audit.subject")
    .selectAll("audit")
    .select("actor.name as staff_name")
    .select(({ fn }) => fn.coalesce("other.name", "invited.name").as("subject_name"));
  if (staffId !== undefined) query = query.where("audit.staff_id", "=", staffId);
  if (action !== undefined) query = query.where("audit.action", "=", action);
  if (patientKey !== undefined) query = query.where("audit.patient_key", "=", patientKey);
  if (from !== undefined) query = query.where("audit.at", ">=", from);
  if (until !== undefined) query = query.where("audit.at", "<", until);
  return query;
}

const place = sql`(audit.at, audit.seq)`;
