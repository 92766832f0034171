import "server-only";
import type { Transaction } from "kysely";
import type { Tables } from "@/lib/server/db/schema";
import type { Vault } from "@/lib/server/db/seal";
import {
  type AuditRow,
  endKey,
  type FirstMark,
  firstKey,
  hashOf,
  type Link,
  readEnd,
  start,
  writeEnd,
  writeFirst,
} from "./chain";

/** A row without what its place in the chain decides. */
export type AuditFacts = Omit<AuditRow, "seq" | "previous_hash" | "hash">;

const deskItself = "system:";

/** What stands for the signed-in session where the desk acts by itself. */
export function deskPlace(job: string): string {
  return deskItself + job;
}

/** Whether the desk itself did what this row tells. */
export function isDeskItself(row: Pick<AuditRow, "staff_session">): boolean {
  return row.staff_session?.startsWith(deskItself) ?? false;
}

type Inside = Transaction<Tables>;

/**
 * Takes the lock on the end of the trail, which makes all writers of all processes come one after the
 * other: to be called first in a transaction.
 *
 * @returns the note of how far the trail goes; null when there is none
 */
export async function holdTrail(tx: Inside): Promise<string | null> {
  const note = await holdNote(tx);
  if (note !== null) return note;
  // The first row of all, or somebody took the note away: this row is always there.
  await tx.updateTable("staff_lock").set({ taken_at: new Date().toISOString() }).execute();
  return holdNote(tx);
}

/** A write that changes nothing, so that Postgres holds the row until the transaction ends. */
async function holdNote(tx: Inside): Promise<string | null> {
  const held = await tx
    .updateTable("meta")
    .set(({ ref }) => ({ value: ref("value") }))
    .where("key", "=", endKey)
    .returning("value")
    .executeTakeFirst();
  return held?.value ?? null;
}

/**
 * Adds rows behind the last one, in a transaction that holds the trail.
 *
 * @param note as `holdTrail` returned it
 */
export async function appendRows(
  tx: Inside,
  vault: Vault,
  note: string | null,
  rows: readonly AuditFacts[],
): Promise<void> {
  if (rows.length === 0) return;
  const end = note === null ? null : readEnd(vault, note);
  const last = await readLast(tx);
  // Where rows were taken away the trail goes on behind them, so that they stay missing.
  const first: Link = end && end.seq >= last.seq ? end : last;
  let before = first;
  for (const facts of rows) {
    const unsigned = { ...facts, seq: before.seq + 1, previous_hash: before.hash };
    const row = { ...unsigned, hash: hashOf(vault, unsigned) };
    await tx.insertInto("audit").values(row).returning("seq").executeTakeFirstOrThrow();
    before = row;
  }
  const value = writeEnd(vault, before);
  // A note that somebody changed or took away stays so: it is a finding.
  if (end) await tx.updateTable("meta").set({ value }).where("key", "=", endKey).execute();
  else if (note === null && first.seq === 0 && (await readMark(tx)) === null) {
    await tx.insertInto("meta").values({ key: endKey, value }).execute();
    await writeMark(tx, vault, { ...first, at: rows[0]?.at ?? "" });
  }
}

/** The note of how the trail began, as it is kept; null when there is none. */
export async function readMark(tx: Inside): Promise<string | null> {
  const mark = await tx
    .selectFrom("meta")
    .select("value")
    .where("key", "=", firstKey)
    .executeTakeFirst();
  return mark?.value ?? null;
}

export async function writeMark(tx: Inside, vault: Vault, first: FirstMark): Promise<void> {
  await tx
    .insertInto("meta")
    .values({ key: firstKey, value: writeFirst(vault, first) })
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet(({ ref }) => ({ value: ref("excluded.value") })),
    )
    .execute();
}

export async function readLast(tx: Inside): Promise<Link> {
  const last = await tx
    .selectFrom("audit")
    .select(["seq", "hash"])
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return last ?? start;
}
