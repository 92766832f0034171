import "server-only";
import { fail, ok } from "@/lib/result";
import { isAhead } from "@/lib/server/clock";
import { isNotFound } from "@/lib/server/connect/errors";
import type { Session } from "@/lib/server/connect/session";
import type { ActionResult, CreatedSession } from "@/lib/sessions/actions";
import { attemptMetadataKey } from "@/lib/sessions/attempt";
import { linkWorks } from "@/lib/sessions/progress";
import type { SessionDetails } from "@/lib/sessions/session";
import { cardOf } from "./card";
import type { DeskServices } from "./desk-services";
import { sourceIdsAt } from "./source-ids";
import type { SessionStore } from "./store";
import type { StoredSession, UnmadeSession } from "./stored-session";

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
  desk: DeskServices,
): Promise<ActionResult<CreatedSession>> {
  const row = await desk.store.findByAttempt(attemptId);
  return row ? settleStored(row, desk) : neverArrived(attemptId, desk);
}

/** The press never came this far. Taking its place keeps a late arrival from making a link. */
async function neverArrived(
  attemptId: string,
  desk: DeskServices,
): Promise<ActionResult<CreatedSession>> {
  const claim = await desk.store.claimAttempt({
    attemptId,
    details: noDetails,
    tag: "",
    staffId: null,
    now: desk.now(),
  });
  if (!claim.claimed) return settleStored(claim.row, desk);
  await desk.store.recordNotMade(claim.id);
  return fail({ kind: "not-made", requestId: null });
}

/** As `settleAttempt`, for an attempt that is at hand. */
export async function settleStored(
  row: StoredSession,
  desk: DeskServices,
): Promise<ActionResult<CreatedSession>> {
  if (row.stage === "made") return ok({ card: cardOf(row, desk.now()), repeated: true });
  if (row.stage === "not-made") return fail({ kind: "not-made", requestId: row.requestId });

  // It holds the place of a press that never arrived: there is nobody to look for.
  if (row.details.patientId === noDetails.patientId) return giveUp(row, desk);

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
    await desk.store.recordNotMade(row.id);
    return fail({ kind: "unsafe-link", requestId });
  }
  if (found) {
    const recorded = await recordFound(row.id, { ...found, requestId }, desk);
    if (!recorded.ok) return fail({ kind: "other-patient", requestId });
    return ok({ card: cardOf(recorded.value, desk.now()), repeated: true });
  }
  if (isAhead(row.unknownAt ?? row.createdAt, desk.now())) {
    // It was sent when the clock was wrong: the search begins now, so that it ends at all.
    await desk.store.recordUnknown(row.id, requestId, desk.now());
    return unknown;
  }
  // Of a list that was not read to its end, the rest may hold it.
  const isSearched = !sessions.ok || sessions.value.isWhole;
  return isSearched && lookedAt >= searchEndsAt(row)
    ? giveUp({ ...row, requestId }, desk)
    : unknown;
}

async function giveUp(
  { id, requestId }: StoredSession,
  desk: DeskServices,
): Promise<ActionResult<CreatedSession>> {
  await desk.store.recordNotMade(id);
  return fail({ kind: "not-made", requestId });
}

/** Keeps a session that was found at the API as the one that this attempt of ours made. */
export async function recordFound(
  id: string,
  session: Session & { requestId?: string | null },
  desk: DeskServices,
): ReturnType<SessionStore["recordMade"]> {
  const names = await desk.sourceNames(sourceIdsAt(session));
  const { requestId = null } = session;
  const seen = { at: desk.now(), sourceNames: Object.fromEntries(names), requestId };
  return desk.store.recordMade(id, session, seen);
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
