import "server-only";
import { isAboutPerson } from "@/lib/audit/action";
import type { NamedAuditRow } from "./store";

const unlisted = "somebody who is not listed";
const isPersonWithout = ({ action, subject }: NamedAuditRow) =>
  isAboutPerson(action) && subject !== null;

/**
 * What a column is called, and what stands in it. Nothing here names a patient or opens a link, and
 * people go by their names.
 */
const columns: [string, (row: NamedAuditRow) => string | number | null][] = [
  ["number", (row) => row.seq],
  ["time_utc", (row) => row.at],
  ["action", (row) => row.action],
  ["outcome", (row) => row.outcome],
  ["staff_name", (row) => row.staff_name ?? (row.staff_id === null ? null : unlisted)],
  ["signed_in_session", (row) => row.staff_session],
  ["subject", (row) => (isAboutPerson(row.action) ? null : row.subject)],
  ["subject_name", (row) => row.subject_name ?? (isPersonWithout(row) ? unlisted : null)],
  ["patient_key", (row) => row.patient_key],
  ["request_id", (row) => row.request_id],
  ["hash", (row) => row.hash],
];

/** So that a spreadsheet reads names as they are written. */
const byteOrderMark = "\ufeff";

/** The rows as CSV, a line at a time, the names of the columns first. Source: RFC 4180. */
export async function* csvLines(rows: AsyncIterable<NamedAuditRow>): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(columns.map(([name]) => name));
  for await (const row of rows) yield csvLine(columns.map(([, value]) => value(row)));
}

function csvLine(values: (string | number | null)[]): string {
  return `${values.map(csvField).join(",")}\r\n`;
}

/**
 * Quoted whatever it holds. A text that a spreadsheet would take for a formula starts with an
 * apostrophe, which makes it a text there. Source: OWASP, CSV Injection.
 */
function csvField(value: string | number | null): string {
  const text = String(value ?? "");
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}
