import "server-only";
import { fail, ok, type Result } from "@/lib/result";
import type { Tx } from "@/lib/server/act";
import { isAhead, latestNow } from "@/lib/server/clock";
import type { SessionRow } from "@/lib/server/db/schema";
import type { Vault } from "@/lib/server/db/seal";
import type { AdoptedSession, Claim, NewAttempt, RecordFailure } from "./claim";
import { noteConnections } from "./connection-keys";
import { insertFindable, isLive, type NewRow, replaceOlder } from "./findable";
import { newId } from "./own-id";
import { readRecords } from "./records";
import { wordKeys } from "./search-words";
import {
  adoptedAttempt,
  type MadeSession,
  madeColumns,
  openRow,
  patientKey,
  type Seen,
  type StoredSession,
  sealDetails,
  type UpstreamSession,
} from "./stored-session";

/*
 * The SQL by which attempts come, become links, and do not. Each change is written with its line in
 * the audit trail, so all of it takes what `act` gives.
 */

/** A claim that is older than this was left behind by its process. */
const claimHoldsMs = 20_000;

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
  const claimed: NewRow = {
    id,
    attempt: attemptId,
    ...sealDetails(vault, id, details),
    tag,
    stage: "claimed",
    staff_id: staffId,
    help_at: new Date(now.getTime() + claimHoldsMs).toISOString(),
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + details.lifetimeSeconds * 1000).toISOString(),
  };
  const words = wordKeys(vault, details);
  if (await insertFindable(tx, claimed, "attempt", words)) return { claimed: true, id };

  const row = await find(tx, vault, "attempt", attemptId);
  if (!row) throw new Error("An attempt was removed while it was being claimed.");
  return { claimed: false, row };
}

/**
 * As `claimAttempt`, unless somebody else makes a link for the same patient, or has since `known` was
 * read: then theirs is returned, to be waited for.
 *
 * @param known what the store's `liveMarks` said before the API was asked
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
  const rows = await tx
    .selectFrom("sessions")
    .selectAll()
    .where("patient_key", "=", patientKey(vault, details.patientId))
    .where((row) => isLive(row, now))
    .orderBy("created_at", "desc")
    .execute();
  const heldFrom = new Date(now.getTime() - claimHoldsMs).toISOString();
  const isRival = (row: SessionRow) =>
    row.stage === "claimed"
      ? row.created_at > heldFrom && !isAhead(row.created_at, now)
      : !known.has(liveMark(row));
  const rival = rows.find(({ attempt }) => attempt === attemptId) ?? rows.find(isRival);
  return rival ? open(tx, vault, rival) : null;
}

/** Changes when what is known of a row does. */
export function liveMark({ id, stage }: Pick<SessionRow, "id" | "stage">): string {
  return `${id} ${stage}`;
}

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
  const before = await find(tx, vault, "id", id);
  if (!before) return fail({ kind: "no-such-row" });
  if (before.stage === "made") {
    const isSame = before.snapshot.upstreamId === session.id;
    return isSame ? ok(before) : fail({ kind: "already-made" });
  }
  if (await find(tx, vault, "upstream_id", session.id)) return fail({ kind: "upstream-id-taken" });

  const columns = madeColumns(vault, before, session, seen);
  await tx.updateTable("sessions").set(columns).where("id", "=", id).execute();
  await replaceOlder(tx, before);
  await noteConnections(tx, vault, id, session.connections);
  return ok(made(await find(tx, vault, "id", id)));
}

/**
 * The call was sent and nothing told what came of it. Changes only a claimed attempt, and one that
 * has been unknown since a moment which is still to come.
 */
export async function recordUnknown(
  tx: Tx,
  vault: Vault,
  id: string,
  { requestId, at }: { requestId: string | null; at: Date },
): Promise<StoredSession | null> {
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
  return find(tx, vault, "id", id);
}

/** The API refused, was not reached, or does not have it. Changes nothing that was made. */
export async function recordNotMade(
  tx: Tx,
  vault: Vault,
  id: string,
): Promise<StoredSession | null> {
  await tx
    .updateTable("sessions")
    .set({ stage: "not-made", help_at: null })
    .where("id", "=", id)
    .where("stage", "in", ["claimed", "unknown"])
    .execute();
  return find(tx, vault, "id", id);
}

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
  const adopted: NewRow = {
    id,
    attempt: adoptedAttempt(),
    ...sealDetails(vault, id, details),
    ...madeColumns(vault, { id, details, snapshot: null }, session, seen),
    tag,
    created_at: new Date(session.createdAt).toISOString(),
  };
  const isNew = await insertFindable(tx, adopted, "upstream_id", wordKeys(vault, details));
  const row = made(await find(tx, vault, "upstream_id", session.id));
  if (isNew) await replaceOlder(tx, row);
  await noteConnections(tx, vault, row.id, session.connections);
  return { row, isNew };
}

async function find(
  tx: Tx,
  vault: Vault,
  column: "id" | "attempt" | "upstream_id",
  value: string,
): Promise<StoredSession | null> {
  const row = await tx
    .selectFrom("sessions")
    .selectAll()
    .where(column, "=", value)
    .executeTakeFirst();
  return row ? open(tx, vault, row) : null;
}

async function open(tx: Tx, vault: Vault, row: SessionRow): Promise<StoredSession> {
  return openRow(vault, row, await readRecords(tx, [row]));
}

function made(row: StoredSession | null): MadeSession {
  if (row?.stage !== "made") throw new Error("A session that was written is not there as made.");
  return row;
}
