/**
 * What is wrong with the audit trail. Rows go by their numbers.
 *
 * - `changed`: not as it was written
 * - `inserted`: never written by Connect Desk
 * - `removed`: written, and not there
 * - `removed-before`: at least one was taken out before this one, and the rest renumbered
 * - `exchanged`: written by Connect Desk, and not as the next of the row before it
 * - `not-as-logged`: not there, or another one than the log or the first mark tells of
 */
export type RowFinding = {
  kind: "changed" | "inserted" | "removed" | "removed-before" | "exchanged" | "not-as-logged";
  from: number;
  to: number;
};

/**
 * - `start-…`, `end-…`: the note of how the trail began, or how far it goes, is gone or changed
 * - `unguarded`: the table takes changes and removals
 * - `younger`: there are people from before it begins
 * - `without-line`: there is something of which it does not tell
 */
export type Finding =
  | RowFinding
  | { kind: "start-missing" | "start-changed" | "end-missing" | "end-changed" | "unguarded" }
  | { kind: "younger"; at: string }
  | { kind: "without-line"; what: "people" | "sign-ins" | "links"; count: number };

/** What came of reading the whole trail: the first findings, and how many more there are. */
export type TrailVerdict = {
  rows: number;
  findings: Finding[];
  more: number;
  /** It was there before there were first marks, with so many rows, and was taken over. */
  adopted?: { at: string; rows: number };
};

/** The verdict in sentences, the most important first. */
export function verdictWords({ rows, findings, more, adopted }: TrailVerdict): string[] {
  if (findings.length === 0) {
    const fine =
      rows === 0
        ? "The audit trail is empty."
        : `The audit trail is complete and unchanged: ${rows === 1 ? "1 row" : `${rows} rows`}.`;
    return [adopted ? `${fine} ${adoptedWords(adopted)}` : fine];
  }
  return [
    "The audit trail was tampered with.",
    ...findings.map(findingWords),
    ...(more > 0 ? [`And ${more} more.`] : []),
  ];
}

function adoptedWords({ at, rows }: NonNullable<TrailVerdict["adopted"]>): string {
  return `It was taken over on ${at.slice(0, 10)} with its first ${rows === 1 ? "row" : `${rows} rows`}: whether a whole trail was there before, it cannot tell.`;
}

const missing = { people: "staff", "sign-ins": "signed-in browsers", links: "links" };

function findingWords(finding: Finding): string {
  switch (finding.kind) {
    case "not-as-logged":
      return `Row ${finding.from} is gone, or is another one than was noted elsewhere: an older or other copy of the trail was put in place.`;
    case "start-missing":
      return "The note of how the trail began is missing, so the whole trail may have been replaced.";
    case "start-changed":
      return "The note of how the trail began was changed, so the whole trail may have been replaced.";
    case "unguarded":
      return "The table takes changes: what makes it append-only was taken away. Restore a backup, or ask whoever runs the database.";
    case "younger":
      return `The trail begins on ${finding.at.slice(0, 10)}, later than the first of the staff joined: what was written before is gone.`;
    case "without-line":
      return `${finding.count} of the ${missing[finding.what]} ${finding.count === 1 ? "has" : "have"} no line that tells how they came to be: lines were removed, or they were made in the database itself.`;
    case "changed":
      return `${rowsOf(finding)} changed.`;
    case "inserted":
      return `${rowsOf(finding)} inserted.`;
    case "removed":
      return `${rowsOf(finding)} removed.`;
    case "removed-before":
      return `A row before row ${finding.from} was removed and the numbers changed.`;
    case "exchanged":
      return `${rowsOf(finding)} exchanged: an older or other copy of the trail was put in place.`;
    case "end-missing":
      return "The note of the last row is missing, so last rows may have been removed.";
    case "end-changed":
      return "The note of the last row was changed, so last rows may have been removed.";
  }
}

function rowsOf({ from, to }: RowFinding): string {
  return from === to ? `Row ${from} was` : `Rows ${from} to ${to} were`;
}
