import "server-only";
import type { Selectable } from "kysely";
import type { Tables } from "@/lib/server/db/schema";
import type { Vault } from "@/lib/server/db/seal";

export type AuditRow = Selectable<Tables["audit"]>;

/** A row as the next one refers to it. */
export type Link = Pick<AuditRow, "seq" | "hash">;

/** What the first row follows. */
export const start: Link = { seq: 0, hash: "" };

/** Where in `meta` the note of how far the trail goes is kept. */
export const endKey = "audit-end";

/** Where in `meta` the note is kept of how the trail began. */
export const firstKey = "audit-first";
/** There until the next start in a database from before there was such a note. */
export const markDue = "due";

/** How the trail began: with nothing, or with the rows that were there when it got its mark. */
export type FirstMark = Link & {
  /** ISO 8601 UTC. */
  at: string;
};

export type Keyed = Pick<Vault, "fingerprint">;

/** The keyed hash of everything else in a row; without the secret nobody can make one that fits. */
export function hashOf(vault: Keyed, row: Omit<AuditRow, "hash">): string {
  return vault.fingerprint(
    "audit",
    JSON.stringify([
      row.seq,
      row.at,
      row.action,
      row.outcome,
      row.staff_id,
      row.staff_session,
      row.subject,
      row.patient_key,
      row.request_id,
      row.previous_hash,
    ]),
  );
}

/** The note that is kept outside the table: how far the trail goes. */
export function writeEnd(vault: Keyed, { seq, hash }: Link): string {
  return `${seq} ${hash} ${vault.fingerprint("audit-end", `${seq} ${hash}`)}`;
}

/** The note of how the trail began. */
export function writeFirst(vault: Keyed, { at, seq, hash }: FirstMark): string {
  return `${at} ${seq} ${hash} ${vault.fingerprint("audit-first", `${at} ${seq} ${hash}`)}`;
}

/** Null when this is no such note of ours. */
export function readFirst(vault: Keyed, text: string): FirstMark | null {
  const [at = "", seq = "", hash = ""] = text.split(" ");
  const first = { at, seq: Number(seq), hash };
  return writeFirst(vault, first) === text ? first : null;
}

/** Null when this is no note of ours. */
export function readEnd(vault: Keyed, text: string): Link | null {
  const [seq = "", hash = ""] = text.split(" ");
  const end = { seq: Number(seq), hash };
  return writeEnd(vault, end) === text ? end : null;
}
