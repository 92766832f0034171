import "server-only";
import { fail, ok, type Result } from "@/lib/result";
import { act, type Deed, note } from "@/lib/server/act";
import { isAhead } from "@/lib/server/clock";
import { isNotFound } from "@/lib/server/connect/errors";
import type { Session } from "@/lib/server/connect/session";
import { type ActingBy, byStaff } from "@/lib/server/context";
import type { Staff } from "@/lib/server/staff/guard";
import type { ActionResult, CreatedSession } from "@/lib/sessions/actions";
import { attemptMetadataKey } from "@/lib/sessions/attempt";
import { linkWorks } from "@/lib/sessions/progress";
import type { SessionDetails } from "@/lib/sessions/session";
import { claimAttempt, recordMade, recordNotMade, recordUnknown } from "./attempt-store";
import { linkFound } from "./audit-entries";
import { cardOf } from "./card";
import type { Claim, RecordFailure } from "./claim";
import type { DeskServices } from "./desk-services";
import { sourceIdsAt } from "./source-ids";
import type { MadeSession, StoredSession, UnmadeSession } from "./stored-session";

/** How long after an unknown outcome a search that finds nothing settles it. */
const lookForMs = 9_500;
/** A claim older than this has no process behind it any more. */
const claimHoldsMs = 20_000;

/**
 * Finds out what came of an attempt whose answer was lost: it was made, it was not made, or it is
 * still too early to say.
 */
export async function settleAttempt(
  attemptId: string,
  staff: Pick<Staff, "id" | "sessionId">,
  desk: DeskServices,
): Promise<ActionResult<CreatedSession>> {
  const ctx = byStaff(staff, desk);
  const row = await desk.store.findByAttempt(attemptId);
  if (!row) return neverArrived(attemptId, ctx, desk);
  const result = await settleStored(row, ctx, desk);
  // What was found just now has its line; so has what was found before, which is shown again.
  if (result.ok && row.stage === "made") await note(ctx, linkFound(row.id, row.details.patientId));
  return result;
}

/** The press never came this far. Taking its place keeps a late arrival from making a link. */
async function neverArrived(
  attemptId: string,
  ctx: ActingBy,
  desk: DeskServices,
): Promise<ActionResult<CreatedSession>> {
  const place = { attemptId, details: noDetails, tag: "", staffId: null, now: desk.now() };
  const claim = await act(
    ctx,
    (claim: Claim) => (claim.claimed ? notMade(claim.id) : null),
    async (tx) => {
      const claim = await claimAttempt(tx, desk.vault, place);
      if (claim.claimed) await recordNotMade(tx, desk.vault, claim.id);
      return claim;
    },
  );
  if (!claim.claimed) return settleStored(claim.row, ctx, desk);
  return fail({ kind: "not-made", requestId: null });
}

/** As `settleAttempt`, for an attempt that is at hand. @param ctx who looks */
export async function settleStored(
  row: StoredSession,
  ctx: ActingBy,
  desk: DeskServices,
): Promise<ActionResult<CreatedSession>> {
  if (row.stage === "made") return ok({ card: cardOf(row, desk.now()), repeated: true });
  if (row.stage === "not-made") return fail({ kind: "not-made", requestId: row.requestId });

  // It holds the place of a press that never arrived: there is nobody to look for.
  if (row.details.patientId === noDetails.patientId) return giveUp(row, ctx, desk);

  const { attemptId } = row;
  const lookedAt = desk.now().getTime();
  const sessions = await desk.connect.listPatientSessions(row.details.patientId);
  // The create may have had no answer that could be quoted; this one can.
  const heard = sessions.ok ? sessions.value.requestId : sessions.error.requestId;
  const requestId = row.requestId ?? heard;
  const unknown = fail({ kind: "outcome-unknown", requestId, attemptId, fault: false } as const);
  if (!sessions.ok && !isNotFound(sessions.error)) return unknown;

  const found = sessions.ok
    ? sessions.value.items.find(({ metadata }) => metadata[attemptMetadataKey] === attemptId)
    : undefined;
  if (found?.url === null && linkWorks(found, desk.now())) {
    const refused = { ...notMade(row.id, row.details.patientId), outcome: "unsafe-link" };
    await act(ctx, refused, (tx) => recordNotMade(tx, desk.vault, row.id));
    return fail({ kind: "unsafe-link", requestId });
  }
  if (found) {
    const recorded = await recordFound(row.id, { ...found, requestId }, linkFound, ctx, desk);
    if (!recorded.ok) return fail({ kind: "other-patient", requestId });
    return ok({ card: cardOf(recorded.value, desk.now()), repeated: true });
  }
  if (isAhead(row.unknownAt ?? row.createdAt, desk.now())) {
    // It was sent when the clock was wrong: the search begins now, so that it ends at all.
    const anew = { requestId, at: desk.now() };
    const deed = { ...notMade(row.id, row.details.patientId), outcome: "outcome-unknown" };
    await act(ctx, deed, (tx) => recordUnknown(tx, desk.vault, row.id, anew));
    return unknown;
  }
  // Of a list that was not read to its end, the rest may hold it.
  const isSearched = !sessions.ok || sessions.value.isWhole;
  return isSearched && lookedAt >= searchEndsAt(row)
    ? giveUp({ ...row, requestId }, ctx, desk)
    : unknown;
}

async function giveUp(
  { id, requestId, details }: StoredSession,
  ctx: ActingBy,
  desk: DeskServices,
): Promise<ActionResult<CreatedSession>> {
  await act(ctx, notMade(id, details.patientId), (tx) => recordNotMade(tx, desk.vault, id));
  return fail({ kind: "not-made", requestId });
}

/**
 * Keeps a session that was found at the API as the one that this attempt of ours made.
 *
 * @param deed how the trail tells of it
 */
export async function recordFound(
  id: string,
  session: Session & { requestId?: string | null },
  deed: (id: string, patientId: string) => Deed,
  ctx: ActingBy,
  desk: DeskServices,
): Promise<Result<MadeSession, RecordFailure>> {
  const names = await desk.sourceNames(sourceIdsAt(session));
  const { requestId = null } = session;
  const seen = { at: desk.now(), sourceNames: Object.fromEntries(names), requestId };
  return act(
    ctx,
    ({ ok }) => ({
      ...deed(id, session.patientId),
      ...(!ok && { outcome: "other-patient" }),
      requestId,
    }),
    (tx) => recordMade(tx, desk.vault, id, session, seen),
  );
}

/** @param patientId empty where the press never came as far as to tell */
function notMade(id: string, patientId = ""): Deed {
  return { action: "link-created", outcome: "not-made", subject: id, patientId };
}

/** From when on "not there" means "not made"; milliseconds since the epoch. */
function searchEndsAt(row: UnmadeSession): number {
  return row.unknownAt
    ? Date.parse(row.unknownAt) + lookForMs
    : Date.parse(row.createdAt) + claimHoldsMs + lookForMs;
}

const noDetails: SessionDetails = {
  patientId: "",
  name: "",
  email: "",
  mode: "suggest",
  suggestedSourceIds: [],
  onlySourceId: "",
  lifetimeSeconds: 0,
  returnUrl: "",
  buttonLabel: "",
  metadata: [],
};
