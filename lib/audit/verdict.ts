/**
 * What is wrong with the audit trail. Rows go by their numbers.
 *
 * - `changed`: not as it was written
 * - `inserted`: never written by Connect Desk
 * - `removed`: written, and not there
 * - `removed-before`: at least one was taken out before this one, and the rest renumbered
 * - `exchanged`: written by Connect Desk, and not as the next of the row before it
 */
export type RowFinding = {
  kind: "changed" | "inserted" | "removed" | "removed-before" | "exchanged";
  from: number;
  to: number;
};

/** The note of how far the trail goes is gone, or is not as it was written. */
export type Finding = RowFinding | { kind: "end-missing" | "end-changed" };

/** What came of reading the whole trail: the first findings, and how many more there are. */
export type TrailVerdict = { rows: number; findings: Finding[]; more: number };

/** The verdict in sentences, the most important first. */
export function verdictWords({ rows, findings, more }: TrailVerdict): string[] {
  if (findings.length === 0) {
    return [
      rows === 0
        ? "The audit trail is empty."
        : `The audit trail is complete and unchanged: ${rows === 1 ? "1 row" : `${rows} rows`}.`,
    ];
  }
  return [
    "The audit trail was tampered with.",
    ...findings.map(findingWords),
    ...(more > 0 ? [`And ${more} more.`] : []),
  ];
}

function findingWords(finding: Finding): string {
  switch (finding.kind) {
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
