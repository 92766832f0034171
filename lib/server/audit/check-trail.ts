import "server-only";
import type { Finding, RowFinding, TrailVerdict } from "@/lib/audit/verdict";
import {
  type AuditRow,
  type FirstMark,
  hashOf,
  type Keyed,
  type Link,
  readEnd,
  start,
} from "@/lib/server/trail/chain";

/** A trail that was rewritten as a whole need not be told row by row. */
const mostFindings = 20;

/**
 * Reads the whole trail and tells what was changed, removed or inserted since it was written.
 *
 * @param rows all of them, by number
 * @param note the note of how far the trail goes, read before the rows; null when there is none
 * @param known rows that are known from elsewhere: from the mark that adopted them, or from the log
 */
export async function checkTrail(
  rows: AsyncIterable<AuditRow>,
  note: string | null,
  vault: Keyed,
  { mark = null, logged }: Known = {},
): Promise<TrailVerdict> {
  const end = note === null ? null : readEnd(vault, note);
  const known = [...(mark && mark.seq > 0 ? [mark] : []), ...(logged ? [logged] : [])];
  const walk = new Walk(vault, end);
  let row: AuditRow | null = null;
  for await (const next of rows) {
    if (row) walk.look(row, next);
    row = next;
    for (const link of known) if (link.seq === next.seq) walk.compare(link, next);
  }
  if (logged && (row?.seq ?? 0) < logged.seq) walk.missing(logged);
  if (row) walk.look(row, null);
  return walk.verdict(note !== null);
}

type Known = { mark?: FirstMark | null; logged?: Link | undefined };

/** One pass over the rows, which stops at nothing: what comes after a finding is judged as well. */
class Walk {
  readonly #vault: Keyed;
  readonly #end: Link | null;
  readonly #findings: Finding[] = [];
  #more = 0;
  #rows = 0;
  /** The row before, under the number it was written with. */
  #before = start;
  #beforeIsGenuine = true;
  /** How far the numbers are from those that were written. */
  #shift = 0;

  constructor(vault: Keyed, end: Link | null) {
    this.#vault = vault;
    this.#end = end;
  }

  look(row: AuditRow, next: AuditRow | null): void {
    this.#rows += 1;
    const isGenuine = this.#isGenuine(row, this.#shift) || this.#wasRenumbered(row);
    if (!isGenuine && this.#wasInserted(row, next)) return;

    const written = row.seq - this.#shift;
    if (written > this.#before.seq + 1) {
      this.#found({ kind: "removed", from: this.#before.seq + 1, to: written - 1 });
      this.#beforeIsGenuine = false;
    }
    if (!isGenuine) {
      this.#found({ kind: "changed", from: row.seq, to: row.seq });
    } else if (this.#isExchanged(row, written)) {
      this.#found({ kind: "exchanged", from: row.seq, to: row.seq });
    }
    this.#before = { seq: written, hash: row.hash };
    this.#beforeIsGenuine = isGenuine;
  }

  /** A row that is known from elsewhere is the one that is known. */
  compare(known: Link, { seq, hash }: Link): void {
    if (known.hash !== hash) this.#add({ kind: "not-as-logged", from: seq, to: seq });
  }

  missing({ seq }: Link): void {
    this.#add({ kind: "not-as-logged", from: seq, to: seq });
  }

  verdict(hasNote: boolean): TrailVerdict {
    if (!this.#end && hasNote) this.#add({ kind: "end-changed" });
    if (!this.#end && !hasNote && this.#rows > 0) this.#add({ kind: "end-missing" });
    if (this.#end && this.#end.seq > this.#before.seq) {
      this.#found({ kind: "removed", from: this.#before.seq + 1, to: this.#end.seq });
    }
    return { rows: this.#rows, findings: this.#findings, more: this.#more };
  }

  #isGenuine(row: AuditRow, shift: number): boolean {
    return hashOf(this.#vault, { ...row, seq: row.seq - shift }) === row.hash;
  }

  /** One that was written a number higher: whoever took out a row closed the gap. */
  #wasRenumbered(row: AuditRow): boolean {
    if (!this.#isGenuine(row, this.#shift - 1)) return false;
    this.#shift -= 1;
    this.#found({ kind: "removed-before", from: row.seq, to: row.seq });
    this.#before = { ...this.#before, seq: row.seq - this.#shift - 1 };
    this.#beforeIsGenuine = false;
    return true;
  }

  /** Put behind the last, before the first, or in between with the rest renumbered to make room. */
  #wasInserted(row: AuditRow, next: AuditRow | null): boolean {
    const makesRoom =
      next !== null &&
      next.previous_hash === this.#before.hash &&
      this.#isGenuine(next, this.#shift + 1);
    const isOutside = row.seq < 1 || (this.#end && row.seq - this.#shift > this.#end.seq);
    if (!makesRoom && !isOutside) return false;
    if (makesRoom) this.#shift += 1;
    this.#found({ kind: "inserted", from: row.seq, to: row.seq });
    return true;
  }

  #isExchanged(row: AuditRow, written: number): boolean {
    const isOtherEnd = written === this.#end?.seq && row.hash !== this.#end.hash;
    return isOtherEnd || (this.#beforeIsGenuine && row.previous_hash !== this.#before.hash);
  }

  #found({ kind, from, to }: RowFinding): void {
    const last = this.#findings.at(-1);
    if (last?.kind === kind && "to" in last && last.to === from - 1) last.to = to;
    else this.#add({ kind, from, to });
  }

  #add(finding: Finding): void {
    if (this.#findings.length < mostFindings) this.#findings.push(finding);
    else this.#more += 1;
  }
}
