import "server-only";
import type { PatientIdentity } from "@/lib/errors";
import type { Tx } from "@/lib/server/act";
import { latestNow } from "@/lib/server/clock";
import type { Database } from "@/lib/server/db/schema";
import type { Vault } from "@/lib/server/db/seal";
import { unaudited } from "@/lib/server/db/unaudited";
import { readable } from "@/lib/server/each-row";
import { linkWorks } from "@/lib/sessions/progress";
import type { Whose } from "@/lib/sessions/whose";
import { type Books, findSession } from "./find";
import { helpAt, isSameStanding, recordsFailed } from "./help";
import { addWords, wordKeys } from "./search-words";
import {
  linkKey,
  type MadeSession,
  openRow,
  type Seen,
  type StoredSession,
  sealDetails,
  sealNote,
  sealSnapshot,
  sealWhose,
  snapshotOf,
  type UpstreamSession,
} from "./stored-session";

/* How the row of a link changes after it was made: by what the API, staff and the patient tell. */

/** The columns that an answer of the API fills. */
export function madeColumns(
  vault: Vault,
  before: Pick<StoredSession, "id" | "details" | "snapshot">,
  session: UpstreamSession,
  seen: Seen,
) {
  const { id, details } = before;
  const snapshot = snapshotOf(session, seen);
  return {
    stage: "made",
    upstream_id: snapshot.upstreamId,
    status: snapshot.status,
    snapshot: sealSnapshot(vault, id, snapshot),
    ...(session.url && { link_key: linkKey(vault, session.url) }),
    expires_at: snapshot.expiresAt,
    checked_at: snapshot.checkedAt,
    ...(seen.requestId && { request_id: seen.requestId }),
    ...(!isSameStanding(snapshot, before.snapshot) && { help_at: helpAt({ snapshot, details }) }),
  } as const;
}

/**
 * Keeps a later answer of the API and returns the row as it then stands. An answer that
 * is older than the kept one, would reopen an ended session, or is about another session
 * changes nothing. A kept one that is ahead of now is not newer: the clock was wrong then.
 */
export async function saveSnapshot(
  books: Books,
  id: string,
  session: UpstreamSession,
  seen: Seen,
): Promise<StoredSession | null> {
  const { db, vault } = books;
  const before = await findSession(books, id);
  if (!before) return null;
  const columns = madeColumns(vault, before, session, seen);
  const { numUpdatedRows } = await unaudited(db)
    .updateTable("sessions")
    .set(columns)
    .where("id", "=", id)
    .where("upstream_id", "=", session.id)
    .where((row) =>
      row.or([
        row("checked_at", "<=", columns.checked_at),
        row("checked_at", ">", latestNow(seen.at)),
      ]),
    )
    .where("status", "in", ["open", "other", session.status])
    .executeTakeFirstOrThrow();
  if (numUpdatedRows) await noteConnections(db, vault, id, session.connections);
  return findSession(books, id);
}

/** Keyed hash of a connection's `conn_` id. */
export function connectionKey(vault: Vault, connectionId: string): string {
  return vault.fingerprint("connection-id", connectionId);
}

/** Lets the session be found by its connections: news of one names neither session nor patient. */
export async function noteConnections(
  db: Database,
  vault: Vault,
  sessionId: string,
  connections: UpstreamSession["connections"],
): Promise<void> {
  const ids = new Set(connections.flatMap(({ id }) => id ?? []));
  if (ids.size === 0) return;
  const rows = [...ids].map((id) => ({
    connection_key: connectionKey(vault, id),
    session_id: sessionId,
  }));
  await unaudited(db)
    .insertInto("session_connections")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** That somebody looked after a link, and what they noted for the next shift; empty: nothing. */
export type Looked = { staffId: string; note: string; at: Date };

/** No help is needed any more, until something else is heard. */
export async function recordDone(
  tx: Tx,
  vault: Vault,
  session: MadeSession,
  { staffId, note, at }: Looked,
): Promise<void> {
  await tx
    .updateTable("sessions")
    .set({
      done_at: at.toISOString(),
      done_by: staffId,
      done_note: sealNote(vault, session.id, note),
      // Of a link that works the end is still to come.
      help_at: linkWorks(session.snapshot, at) ? helpAt(session) : null,
    })
    .where("id", "=", session.id)
    .execute();
}

/** As if nobody had looked after it; what was noted goes. */
export async function recordNotDone(tx: Tx, session: MadeSession, at: Date): Promise<void> {
  const help_at = recordsFailed(session) ? at.toISOString() : helpAt(session);
  await tx
    .updateTable("sessions")
    .set({ done_at: null, done_by: null, done_note: null, help_at })
    .where("id", "=", session.id)
    .where("done_at", "is not", null)
    .execute();
}

/** What the patient of a link answers; the first answer stays. */
export async function recordWhose({ db, vault }: Books, id: string, whose: Whose): Promise<void> {
  await unaudited(db)
    .updateTable("sessions")
    .set({ whose: sealWhose(vault, id, whose) })
    .where("id", "=", id)
    .where("whose", "is", null)
    .execute();
}

/** Keeps another name and email for a patient, in every row; the same ones twice are fine. */
export async function renamePatient(
  tx: Tx,
  vault: Vault,
  key: string,
  { name, email }: PatientIdentity,
): Promise<void> {
  const rows = await tx.selectFrom("sessions").selectAll().where("patient_key", "=", key).execute();
  for (const { id, createdAt, details } of readable(rows, "rename", (r) => openRow(vault, r, []))) {
    const renamed = { ...details, name, email };
    const { numUpdatedRows } = await tx
      .updateTable("sessions")
      .set({ details: sealDetails(vault, id, renamed).details })
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    if (!numUpdatedRows) continue;
    await tx.deleteFrom("session_words").where("session_id", "=", id).execute();
    await addWords(tx, { id, created_at: createdAt }, wordKeys(vault, renamed));
  }
}
