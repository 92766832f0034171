import "server-only";
import { setTimeout } from "node:timers/promises";
import type { Database, SessionRow, WritableDatabase } from "@/lib/server/db/schema";
import type { Vault } from "@/lib/server/db/seal";
import { unaudited } from "@/lib/server/db/unaudited";
import { readable } from "@/lib/server/each-row";
import { stopping } from "@/lib/server/shut-down";
import { type Books, readRecords } from "./find";
import { foldedKey } from "./fold-id";
import { helpAt, recordsFailed } from "./help";
import { addWords, wordKeys } from "./search-words";
import { type HeardRecords, linkKey, openRow } from "./stored-session";

/**
 * What stands beside a session and follows from it: the words and keys that it is found by, and
 * whether it needs help. Another number for another rule: then every row is worked out anew, once.
 */
const rule = 1;
const mark = "sessions-backfill";
const done = "done";

/** So many rows hold the database for a few milliseconds. */
const batch = 25;
const pauseMs = 20;

/**
 * Brings the rows of older builds up to today's rule, in batches. What was reached is kept, so that
 * another start goes on there; two processes at once do the same work, and no harm. Ends early when
 * this process is asked to end.
 */
export async function backfillSessions({
  db,
  vault,
  pause = () => setTimeout(pauseMs),
}: Books & { pause?: () => Promise<unknown> }): Promise<void> {
  for (let reached = await readMark(db); reached !== done; reached = await readMark(db)) {
    if (stopping().aborted) return;
    const ids = await idsAfter(db, reached);
    await unaudited(db)
      .transaction()
      .execute((tx) => bringUp(tx, vault, ids));
    await writeMark(db, ids.at(-1) ?? done);
    await pause();
  }
}

async function idsAfter(db: Database, reached: string): Promise<string[]> {
  const rows = await db
    .selectFrom("sessions")
    .select("id")
    .where("id", ">", reached)
    .orderBy("id")
    .limit(batch)
    .execute();
  return rows.map(({ id }) => id);
}

async function bringUp(tx: WritableDatabase, vault: Vault, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  // Changes nothing, and keeps others from changing these rows between what is read here and written.
  await tx
    .updateTable("sessions")
    .set((row) => ({ folded_key: row.ref("folded_key") }))
    .where("id", "in", ids)
    .execute();
  const rows = await tx.selectFrom("sessions").selectAll().where("id", "in", ids).execute();
  const heard = await readRecords(tx, rows);
  const changes = readable(rows, "backfill", (row) => changesOf(vault, row, heard));
  for (const { row, columns, words } of changes) {
    await tx.updateTable("sessions").set(columns).where("id", "=", row.id).execute();
    await tx.deleteFrom("session_words").where("session_id", "=", row.id).execute();
    await addWords(tx, row, words);
  }
}

/** @throws when the row cannot be read */
function changesOf(vault: Vault, row: SessionRow, heard: HeardRecords) {
  const session = openRow(vault, row, heard);
  const { details, snapshot } = session;
  const noHelp = session.stage === "made" && helpAt(session) === null && !recordsFailed(session);
  return {
    row,
    words: wordKeys(vault, details),
    columns: {
      folded_key: foldedKey(vault, details.patientId),
      ...(snapshot?.url && { link_key: linkKey(vault, snapshot.url) }),
      ...(noHelp && { help_at: null }),
    },
  };
}

/** The id of the last row that is up to date; empty: none is. */
async function readMark(db: Database): Promise<string> {
  const kept = await db
    .selectFrom("meta")
    .select("value")
    .where("key", "=", mark)
    .executeTakeFirst();
  const [version, reached = ""] = kept?.value.split(":") ?? [];
  return version === String(rule) ? reached : "";
}

async function writeMark(db: Database, reached: string): Promise<void> {
  const value = `${rule}:${reached}`;
  await unaudited(db)
    .insertInto("meta")
    .values({ key: mark, value })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
    .execute();
}
