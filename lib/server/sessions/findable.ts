import "server-only";
import { type ExpressionBuilder, type Insertable, sql } from "kysely";
import type { Tx } from "@/lib/server/act";
import type { Database, Tables } from "@/lib/server/db/schema";

/** The row of a session that is about to be written. */
export type NewRow = Insertable<Tables["sessions"]>;

/**
 * Adds a session together with the words that it is found by.
 *
 * @param unique the value that no two rows may share
 * @returns whether it was added: false when another row has that value already
 */
export async function insertFindable(
  tx: Tx,
  row: NewRow,
  unique: "attempt" | "upstream_id",
  words: string[],
): Promise<boolean> {
  const inserted = await tx
    .insertInto("sessions")
    .values(row)
    .onConflict((conflict) => conflict.column(unique).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (inserted) await addWords(tx, row, words);
  return inserted !== undefined;
}

/** Keeps other details of a session, with the words that it is found by from now on. */
export function changeFindable(
  db: Database,
  row: Pick<NewRow, "id" | "created_at" | "details">,
  words: string[],
): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable("sessions")
      .set({ details: row.details })
      .where("id", "=", row.id)
      .executeTakeFirstOrThrow();
    if (!numUpdatedRows) return;
    await transaction.deleteFrom("session_words").where("session_id", "=", row.id).execute();
    await addWords(transaction, row, words);
  });
}

/** A patient who has a newer link needs no help with those before. */
export async function replaceOlder(
  tx: Tx,
  newest: { id: string; patientKey: string; createdAt: string },
): Promise<void> {
  await tx
    .updateTable("sessions")
    .set({ replaced_at: newest.createdAt })
    .where("patient_key", "=", newest.patientKey)
    .where("created_at", "<=", newest.createdAt)
    .where("id", "!=", newest.id)
    .where("replaced_at", "is", null)
    .execute();
}

/** Those of these tags that a screen may be showing now. */
export async function listTagsInUse(
  db: Database,
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

/** An attempt without an outcome, in the words of its index: SQLite would not know a bound value in it. */
export const isUnsettled = sql<boolean>`stage in ('claimed', 'unknown')`;

/** A link that works, or an attempt that may have become one. */
export function isLive(row: ExpressionBuilder<Tables, "sessions">, now: Date) {
  return row.and([
    row("stage", "!=", "not-made"),
    row("expires_at", ">", now.toISOString()),
    row.or([row("status", "is", null), row("status", "in", ["open", "other"])]),
  ]);
}

/** Makes a session found by these words; it has none yet. */
export async function addWords(
  db: Database,
  { id, created_at }: Pick<NewRow, "id" | "created_at">,
  words: string[],
): Promise<void> {
  if (words.length === 0) return;
  const rows = words.map((word) => ({ word, session_id: id, created_at }));
  await db.insertInto("session_words").values(rows).execute();
}
