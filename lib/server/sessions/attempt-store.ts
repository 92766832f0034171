import "server-only";
import type { Insertable } from "kysely";
import { fail, ok, type Result } from "@/lib/result";
import type { Tx } from "@/lib/server/act";
import { isAhead, latestNow } from "@/lib/server/clock";
import type { SessionRow, Tables } from "@/lib/server/db/schema";
import type { Vault } from "@/lib/server/db/seal";
import { newId } from "@/lib/server/own-id";
import type { SessionDetails } from "@/lib/sessions/session";
import { findByAttempt, findByUpstreamId, findSession, liveMark, liveRows } from "./find";
import { madeColumns, noteConnections } from "./links";
import { addWords, wordKeys } from "./search-words";
import {
  adoptedAttempt,
  type MadeSession,
  type Seen,
  type StoredSession,
  sealDetails,
  type UpstreamSession,
} from "./stored-session";

/*
 * How attempts come, become links, and do not. Each change is written with its line in the audit
 * trail, so all of it takes what `act` gives.
 */

/** A claim that is older than this was left behind by its process. */
export const claimHoldsMs = 20_000;

export type NewAttempt = {
  attemptId: string;
  details: SessionDetails;
  tag: string;
  /** Who pressed Create; null when that is not known. */
  staffId: string | null;
  now: Date;
};

/** Only who got `claimed: true` may call the API; everybody else sees what came of that. */
export type Claim = { claimed: true; id: string } | { claimed: false; row: StoredSession };

/**
 * Writes the attempt down before the API is called. Of any number of calls with one
 * attempt id, in any number of processes, exactly one claims it, whatever becomes of it.
 */
export async function claimAttempt(
  tx: Tx,
  vault: Vault,
  { attemptId, details, tag, staffId, now }: NewAttempt,
): Promise<Claim> {
  const id = newId();
  const isNew = await insert(tx, "attempt", wordKeys(vault, details), {
    id,
    attempt: attemptId,
    ...sealDetails(vault, id, details),
    tag,
    stage: "claimed",
    staff_id: staffId,
    help_at: new Date(now.getTime() + claimHoldsMs).toISOString(),
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + details.lifetimeSeconds * 1000).toISOString(),
  });
  if (isNew) return { claimed: true, id };

  const row = await findByAttempt({ db: tx, vault }, attemptId);
  if (!row) throw new Error("An attempt was removed while it was being claimed.");
  return { claimed: false, row };
}

/**
 * As `claimAttempt`, unless somebody else makes a link for the same patient, or has since `known` was
 * read: then theirs is returned, to be waited for.
 *
 * @param known what `liveMarks` said before the API was asked
 */
export async function claimAlone(
  tx: Tx,
  vault: Vault,
  attempt: NewAttempt,
  known: ReadonlySet<string>,
): Promise<Claim> {
  const rival = await findRival(tx, vault, attempt, known);
  return rival ? { claimed: false, row: rival } : claimAttempt(tx, vault, attempt);
}

/**
 * The row that stands in the way of a claim: of this same attempt, of another for this patient that is
 * under way, or of one that was not as it is when `known` was read. Null: nothing does.
 */
async function findRival(
  tx: Tx,
  vault: Vault,
  { attemptId, details, now }: NewAttempt,
  known: ReadonlySet<string>,
): Promise<StoredSession | null> {
  const rows = await liveRows({ db: tx, vault }, details.patientId, now).selectAll().execute();
  const heldFrom = new Date(now.getTime() - claimHoldsMs).toISOString();
  const isRival = (row: SessionRow) =>
    row.stage === "claimed"
      ? row.created_at > heldFrom && !isAhead(row.created_at, now)
      : !known.has(liveMark(row));
  const rival = rows.find(({ attempt }) => attempt === attemptId) ?? rows.find(isRival);
  return rival ? findSession({ db: tx, vault }, rival.id) : null;
}

/**
 * Why an answer of the API was not recorded.
 *
 * - `no-such-row`: removed meanwhile, or never there
 * - `upstream-id-taken`: another row has this session id, so the answer is not ours
 * - `already-made`: this row has another session
 */
export type RecordFailure = { kind: "no-such-row" | "upstream-id-taken" | "already-made" };

/**
 * Keeps the API's answer to an attempt; the same answer twice is fine. An attempt that
 * was taken for not made becomes made too: an answer proves more than a search.
 */
export async function recordMade(
  tx: Tx,
  vault: Vault,
  id: string,
  session: UpstreamSession,
  seen: Seen,
): Promise<Result<MadeSession, RecordFailure>> {
  const before = await findSession({ db: tx, vault }, id);
  if (!before) return fail({ kind: "no-such-row" });
  if (before.stage === "made") {
    const isSame = before.snapshot.upstreamId === session.id;
    return isSame ? ok(before) : fail({ kind: "already-made" });
  }
  if (await findByUpstreamId({ db: tx, vault }, session.id)) {
    return fail({ kind: "upstream-id-taken" });
  }
  const columns = madeColumns(vault, before, session, seen);
  await tx.updateTable("sessions").set(columns).where("id", "=", id).execute();
  await replaceOlder(tx, before);
  await noteConnections(tx, vault, id, session.connections);
  return ok(made(await findSession({ db: tx, vault }, id)));
}

/**
 * The call was sent and nothing told what came of it. Changes only a claimed attempt, and one that
 * has been unknown since a moment which is still to come.
 */
export async function recordUnknown(
  tx: Tx,
  id: string,
  { requestId, at }: { requestId: string | null; at: Date },
): Promise<void> {
  await tx
    .updateTable("sessions")
    .set({
      stage: "unknown",
      request_id: requestId,
      unknown_at: at.toISOString(),
      help_at: at.toISOString(),
    })
    .where("id", "=", id)
    .where((row) =>
      row.or([
        row("stage", "=", "claimed"),
        row.and([row("stage", "=", "unknown"), row("unknown_at", ">", latestNow(at))]),
      ]),
    )
    .execute();
}

/** The API refused, was not reached, or does not have it. Changes nothing that was made. */
export async function recordNotMade(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable("sessions")
    .set({ stage: "not-made", help_at: null })
    .where("id", "=", id)
    .where("stage", "in", ["claimed", "unknown"])
    .execute();
}

export type AdoptedSession = {
  details: SessionDetails;
  tag: string;
  session: UpstreamSession;
  seen: Seen;
};

/**
 * Takes in a session that the API has and we do not, under an attempt id of its own.
 * Returns the row that has it already, if there is one.
 */
export async function adopt(
  tx: Tx,
  vault: Vault,
  { details, tag, session, seen }: AdoptedSession,
): Promise<{ row: MadeSession; isNew: boolean }> {
  const id = newId();
  const isNew = await insert(tx, "upstream_id", wordKeys(vault, details), {
    id,
    attempt: adoptedAttempt(),
    ...sealDetails(vault, id, details),
    ...madeColumns(vault, { id, details, snapshot: null }, session, seen),
    tag,
    created_at: new Date(session.createdAt).toISOString(),
  });
  const row = made(await findByUpstreamId({ db: tx, vault }, session.id));
  if (isNew) await replaceOlder(tx, row);
  await noteConnections(tx, vault, row.id, session.connections);
  return { row, isNew };
}

/**
 * Adds a session together with the words that it is found by.
 *
 * @param unique the value that no two rows may share
 * @returns whether it was added: false when another row has that value already
 */
async function insert(
  tx: Tx,
  unique: "attempt" | "upstream_id",
  words: readonly string[],
  row: Insertable<Tables["sessions"]>,
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

/** A patient who has a newer link needs no help with those before. */
async function replaceOlder(
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

function made(row: StoredSession | null): MadeSession {
  if (row?.stage !== "made") throw new Error("A session that was written is not there as made.");
  return row;
}
