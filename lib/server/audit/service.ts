import "server-only";
import type { TrailVerdict } from "@/lib/audit/verdict";
import { type Deed, note } from "@/lib/server/act";
import { type Acting, byStaff, byVisitor } from "@/lib/server/context";
import { database } from "@/lib/server/db/client";
import { vault } from "@/lib/server/db/seal";
import type { Staff } from "@/lib/server/staff/guard";
import { type Link, markDue, readFirst } from "@/lib/server/trail/chain";
import { checkTrail } from "./check-trail";
import { crossCheck } from "./cross-check";
import { allRows, readFirstMark, readNote } from "./store";
import { isGuarded } from "./triggers";

export type AuditEntry = Deed & {
  /** Null: nobody was signed in. */
  staff: Pick<Staff, "id" | "sessionId"> | null;
};

/**
 * Writes down what changes nothing here: that somebody looked, or got a link. What changes something
 * goes through `act`. @throws when it cannot be written: what cannot be audited does not happen
 */
export async function audit({ staff, ...deed }: AuditEntry, given?: Acting): Promise<void> {
  const desk = given ?? { db: await database(), vault: vault(), now: () => new Date() };
  await note(staff ? byStaff(staff, desk) : byVisitor(desk), deed);
}

/**
 * Reads the whole trail and tells what was changed, removed or inserted, how it began, whether the
 * table still refuses changes, and whether what it tells of is there without it.
 *
 * @param logged an end of the trail that was kept elsewhere, which it still has to go through
 */
export async function verifyTrail(
  { db, vault, now }: Acting,
  logged?: Link,
): Promise<TrailVerdict> {
  // First the note: rows that are written meanwhile are behind it and no finding.
  const note = await readNote(db);
  const text = await readFirstMark(db);
  const isDue = text === markDue;
  const mark = text === null || isDue ? null : readFirst(vault, text);
  const { rows, findings, more } = await checkTrail(allRows(db), note, vault, { mark, logged });

  if (text === null && (rows > 0 || note !== null)) findings.push({ kind: "start-missing" });
  if (text !== null && !isDue && !mark) findings.push({ kind: "start-changed" });
  if (mark && note === null && rows === 0) findings.push({ kind: "end-missing" });
  if (!(await isGuarded(db))) findings.push({ kind: "unguarded" });
  findings.push(...(await crossCheck(db, mark, now())));
  const adopted = mark && mark.seq > 0 ? { at: mark.at, rows: mark.seq } : null;
  return { rows, findings, more, ...(adopted && { adopted }) };
}
