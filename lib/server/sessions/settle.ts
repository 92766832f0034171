import "server-only";
import type { DeskError } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import { act, type Deed, note } from "@/lib/server/act";
import { isAhead } from "@/lib/server/clock";
import { isNotFound } from "@/lib/server/connect/errors";
import type { Session } from "@/lib/server/connect/session";
import type { Ctx } from "@/lib/server/context";
import { sourceNames } from "@/lib/server/sources/service";
import { attemptMetadataKey } from "@/lib/sessions/attempt";
import { linkWorks } from "@/lib/sessions/progress";
import type { SessionDetails } from "@/lib/sessions/session";
import {
  type Claim,
  claimAttempt,
  claimHoldsMs,
  type RecordFailure,
  recordMade,
  recordNotMade,
  recordUnknown,
} from "./attempt-store";
import { findByAttempt } from "./find";
import {
  type MadeSession,
  type Seen,
  type StoredSession,
  sourceIdsAt,
  type UnmadeSession,
} from "./stored-session";

/** How long after an unknown outcome a search that finds nothing settles it. */
const lookForMs = 9_500;

/** What came of an attempt. `repeated`: it was made before, and nothing was made twice. */
export type Outcome = Result<{ session: MadeSession; repeated: boolean }, DeskError>;

/**
 * Finds out what came of an attempt whose answer was lost: it was made, it was not made, or it is
 * still too early to say.
 */
export async function settleByAttempt(ctx: Ctx, attemptId: string): Promise<Outcome> {
  const row = await findByAttempt(ctx, attemptId);
  if (!row) return neverArrived(ctx, attemptId);
  const outcome = await settle(ctx, row);
  // What was found just now has its line; so has what was found before, which is shown again.
  if (outcome.ok && row.stage === "made") await note(ctx, found(row.id, row.details.patientId));
  return outcome;
}

/** The press never came this far. Taking its place keeps a late arrival from making a link. */
async function neverArrived(ctx: Ctx, attemptId: string): Promise<Outcome> {
  const place = { attemptId, details: noDetails, tag: "", staffId: null, now: ctx.now() };
  const claim = await act(
    ctx,
    (claim: Claim) => (claim.claimed ? notMade(claim.id) : null),
    async (tx) => {
      const claim = await claimAttempt(tx, ctx.vault, place);
      if (claim.claimed) await recordNotMade(tx, claim.id);
      return claim;
    },
  );
  return claim.claimed ? fail({ kind: "not-made", requestId: null }) : settle(ctx, claim.row);
}

/** As `settleByAttempt`, for an attempt that is at hand. */
export async function settle(ctx: Ctx, row: StoredSession): Promise<Outcome> {
  if (row.stage === "made") return ok({ session: row, repeated: true });
  if (row.stage === "not-made") return fail({ kind: "not-made", requestId: row.requestId });

  const { id, attemptId, details } = row;
  const { patientId } = details;
  // It holds the place of a press that never arrived: there is nobody to look for.
  if (patientId === noDetails.patientId) return giveUp(ctx, row);

  const lookedAt = ctx.now().getTime();
  const sessions = await ctx.connect.listPatientSessions(patientId);
  // The create may have had no answer that could be quoted; this one can.
  const heard = sessions.ok ? sessions.value.requestId : sessions.error.requestId;
  const requestId = row.requestId ?? heard;
  const unknown = fail({ kind: "outcome-unknown", requestId, attemptId, fault: false } as const);
  if (!sessions.ok && !isNotFound(sessions.error)) return unknown;

  const session = sessions.ok
    ? sessions.value.items.find(({ metadata }) => metadata[attemptMetadataKey] === attemptId)
    : undefined;
  if (session?.url === null && linkWorks(session, ctx.now())) {
    const refused = { ...notMade(id, patientId), outcome: "unsafe-link" };
    await act(ctx, refused, (tx) => recordNotMade(tx, id));
    return fail({ kind: "unsafe-link", requestId });
  }
  if (session) {
    const recorded = await recordFound(ctx, found(id, patientId), { ...session, requestId });
    if (!recorded.ok) return fail({ kind: "other-patient", requestId });
    return ok({ session: recorded.value, repeated: true });
  }
  if (isAhead(row.unknownAt ?? row.createdAt, ctx.now())) {
    // It was sent when the clock was wrong: the search begins now, so that it ends at all.
    const anew = { requestId, at: ctx.now() };
    const deed = { ...notMade(id, patientId), outcome: "outcome-unknown" };
    await act(ctx, deed, (tx) => recordUnknown(tx, id, anew));
    return unknown;
  }
  // Of a list that was not read to its end, the rest may hold it.
  const isSearched = !sessions.ok || sessions.value.isWhole;
  return isSearched && lookedAt >= searchEndsAt(row) ? giveUp(ctx, { ...row, requestId }) : unknown;
}

async function giveUp(ctx: Ctx, { id, requestId, details }: UnmadeSession): Promise<Outcome> {
  await act(ctx, notMade(id, details.patientId), (tx) => recordNotMade(tx, id));
  return fail({ kind: "not-made", requestId });
}

/**
 * Keeps a session that was found at the API as the one that an attempt of ours made.
 *
 * @param deed how the trail tells of it, and of which attempt
 */
export async function recordFound(
  ctx: Ctx,
  deed: Deed & { subject: string },
  session: Session & { requestId?: string | null },
): Promise<Result<MadeSession, RecordFailure>> {
  const { requestId = null } = session;
  const seen = { ...(await seenNow(ctx, session)), requestId };
  return act(
    ctx,
    ({ ok }) => ({ ...deed, ...(!ok && { outcome: "other-patient" }), requestId }),
    (tx) => recordMade(tx, ctx.vault, deed.subject, session, seen),
  );
}

/** The moment at which a session was found, with the names of the hospitals that it is for. */
export async function seenNow(ctx: Ctx, session: Session): Promise<Seen> {
  const names = await sourceNames(ctx, sourceIdsAt(session));
  return { at: ctx.now(), sourceNames: Object.fromEntries(names) };
}

/** A look for a lost answer that found the link. */
function found(subject: string, patientId: string) {
  return { action: "link-created", outcome: "found", subject, patientId } satisfies Deed;
}

/** @param patientId empty where the press never came as far as to tell */
function notMade(subject: string, patientId = "") {
  return { action: "link-created", outcome: "not-made", subject, patientId } satisfies Deed;
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
