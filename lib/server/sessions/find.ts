import "server-only";
import { type ExpressionBuilder, sql } from "kysely";
import { latestNow } from "@/lib/server/clock";
import type { Ctx } from "@/lib/server/context";
import type { Database, SessionRow, Tables } from "@/lib/server/db/schema";
import { readable } from "@/lib/server/each-row";
import { isOwnId } from "@/lib/server/own-id";
import { patientKey } from "@/lib/server/patient-key";
import { foldedKey } from "./fold-id";
import { needsHelp } from "./help";
import { type HeardRecords, type MadeSession, openRow, type StoredSession } from "./stored-session";

/** Sealed rows and what opens them: the desk's, or as they stand within an act. */
export type Books = Pick<Ctx, "db" | "vault">;

/** A link, or an attempt at one, by our id. */
export async function findSession(books: Books, id: string): Promise<StoredSession | null> {
  return isOwnId(id) ? findBy(books, "id", id) : null;
}

/** As `findSession`, if it became a link. */
export async function findLink(books: Books, id: string): Promise<MadeSession | null> {
  const session = await findSession(books, id);
  return session?.stage === "made" ? session : null;
}

export function findByAttempt(books: Books, attemptId: string): Promise<StoredSession | null> {
  return findBy(books, "attempt", attemptId);
}

/** By the API's id, such as `sess_…`. */
export async function findByUpstreamId(
  books: Books,
  upstreamId: string,
): Promise<MadeSession | null> {
  const session = await findBy(books, "upstream_id", upstreamId);
  return session?.stage === "made" ? session : null;
}

async function findBy(
  books: Books,
  column: "id" | "attempt" | "upstream_id",
  value: string,
): Promise<StoredSession | null> {
  const row = await books.db
    .selectFrom("sessions")
    .selectAll()
    .where(column, "=", value)
    .executeTakeFirst();
  return row ? openRow(books.vault, row, await readRecords(books.db, [row])) : null;
}

/** All that this desk has of a patient and can read, newest first, at most 200. */
export async function listByPatientKey(books: Books, key: string): Promise<StoredSession[]> {
  const rows = await books.db
    .selectFrom("sessions")
    .selectAll()
    .where("patient_key", "=", key)
    .orderBy("created_at", "desc")
    .limit(200)
    .execute();
  return openAll(books, rows, "list-by-patient");
}

/**
 * What is known of this patient's links that work, and of attempts that may have become one, to be
 * compared later.
 */
export async function liveMarks(books: Books, patientId: string, now: Date): Promise<Set<string>> {
  const rows = await liveRows(books, patientId, now).select(["id", "stage"]).execute();
  return new Set(rows.map(liveMark));
}

/** Changes when what is known of a row does. */
export function liveMark({ id, stage }: Pick<SessionRow, "id" | "stage">): string {
  return `${id} ${stage}`;
}

/** The rows of a patient's links that work, and of attempts that may have become one; newest first. */
export function liveRows({ db, vault }: Books, patientId: string, now: Date) {
  return db
    .selectFrom("sessions")
    .where("patient_key", "=", patientKey(vault, patientId))
    .where((row) => isLive(row, now))
    .orderBy("created_at", "desc");
}

function isLive(row: ExpressionBuilder<Tables, "sessions">, now: Date) {
  return row.and([
    row("stage", "!=", "not-made"),
    row("expires_at", ">", now.toISOString()),
    row.or([row("status", "is", null), row("status", "in", ["open", "other"])]),
  ]);
}

/** Of more links to IDs that look alike the newest tell enough. */
const alikeAtMost = 20;

/** Links of patients whose ID looks like this one and is another, newest first. */
export async function listAlike(books: Books, patientId: string): Promise<StoredSession[]> {
  const { db, vault } = books;
  const rows = await db
    .selectFrom("sessions")
    .selectAll()
    .where("folded_key", "=", foldedKey(vault, patientId))
    .where("patient_key", "!=", patientKey(vault, patientId))
    .where("stage", "!=", "not-made")
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(alikeAtMost)
    .execute();
  return readable(rows, "alike", (row) => openRow(vault, row, []));
}

/**
 * Claimed before this moment, or by a clock that was ahead, and still without an outcome; oldest
 * first.
 */
export async function listUnsettled(
  books: Books,
  olderThan: Date,
  now: Date,
): Promise<StoredSession[]> {
  const rows = await books.db
    .selectFrom("sessions")
    .selectAll()
    // In the words of its index: SQLite would not know a bound value in it.
    .where(sql<boolean>`stage in ('claimed', 'unknown')`)
    .where((row) =>
      row.or([
        row("created_at", "<", olderThan.toISOString()),
        row("created_at", ">", latestNow(now)),
      ]),
    )
    .orderBy("created_at")
    .execute();
  return openAll(books, rows, "list-unsettled");
}

/** Those of these tags that a screen may be showing now. */
export async function listTagsInUse(
  { db }: Books,
  tags: readonly string[],
  now: Date,
): Promise<string[]> {
  const rows = await db
    .selectFrom("sessions")
    .select("tag")
    .distinct()
    .where("tag", "in", tags)
    .where((row) => isLive(row, now))
    .execute();
  return rows.map(({ tag }) => tag);
}

/** Whether anything was created before this moment. */
export async function hasOlderThan({ db }: Books, date: Date): Promise<boolean> {
  const found = await db
    .selectFrom("sessions")
    .select("id")
    .where("created_at", "<", date.toISOString())
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** How many links need help, counted no further than `atMost`: it is asked every half minute. */
export async function countHelpNow({ db }: Books, now: Date, atMost: number): Promise<number> {
  const found = db.selectFrom("sessions").select("id").where(needsHelp(now)).limit(atMost);
  const { count } = await db
    .selectFrom(found.as("found"))
    .select((row) => row.fn.countAll().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The name of who last looked after it; null when nobody has, or the account is gone. */
export async function doneBy({ db }: Books, id: string): Promise<string | null> {
  const row = await db
    .selectFrom("sessions")
    .innerJoin("staff", "staff.id", "sessions.done_by")
    .select("staff.name")
    .where("sessions.id", "=", id)
    .executeTakeFirst();
  return row?.name ?? null;
}

async function openAll(
  { db, vault }: Books,
  rows: SessionRow[],
  operation: string,
): Promise<StoredSession[]> {
  const heard = await readRecords(db, rows);
  return readable(rows, operation, (row) => openRow(vault, row, heard));
}

/** What was heard of the records of the patients that these rows are about, in one query. */
export async function readRecords(
  db: Database,
  rows: readonly { patient_key: string }[],
): Promise<HeardRecords> {
  const keys = [...new Set(rows.map((row) => row.patient_key))];
  if (keys.length === 0) return [];
  return db.selectFrom("record_syncs").selectAll().where("patient_key", "in", keys).execute();
}
