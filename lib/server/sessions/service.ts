import "server-only";
import type { AppError, PatientIdentity } from "@/lib/errors";
import { fail, ok } from "@/lib/result";
import type { AnsweredSession } from "@/lib/server/connect/client";
import type { ConnectError } from "@/lib/server/connect/errors";
import type { NewSession } from "@/lib/server/connect/session";
import { log } from "@/lib/server/log";
import type { Staff } from "@/lib/server/staff/guard";
import type { ActionResult, CreatedSession } from "@/lib/sessions/actions";
import { attemptMetadataKey } from "@/lib/sessions/attempt";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import type { SessionDetails } from "@/lib/sessions/session";
import { readFailure } from "./app-error";
import { cardOf } from "./card";
import type { DeskServices } from "./desk-services";
import { explainRefusal } from "./explain-refusal";
import { sameEmail, sameName } from "./identity";
import { readBefore } from "./read-before";
import { settleStored } from "./settle";
import { sourceIdsOf } from "./source-ids";
import type { StoredSession } from "./stored-session";
import { pickTag } from "./tag";

/** All that staff wait for one press, reads included. */
const wholeCreateMs = 15_000;
/** Time that the create itself always gets, however slow the reads were. */
const leastCreateMs = 5_000;
/** How much later than asked for an end is worth a line in the log. */
const lateByMs = 60 * 60_000;

/**
 * Makes one link. Reads before it writes, so that a mistyped id renames nobody, and writes the
 * attempt down before it sends, so that one attempt never makes two links.
 */
export async function createSession(
  input: CreateSessionInput,
  staff: Pick<Staff, "id">,
  desk: DeskServices,
): Promise<ActionResult<CreatedSession>> {
  const startedAt = desk.now();
  const earlier = await desk.store.findByAttempt(input.attemptId);
  if (earlier) return outcomeOf(earlier, input, desk);

  const [known, tag] = await Promise.all([readBefore(input, desk), pickTag(desk.store, startedAt)]);
  if (!known.ok) {
    // What stands in the way may be the link of a quicker press of this same attempt.
    const meanwhile = await desk.store.findByAttempt(input.attemptId);
    return meanwhile ? outcomeOf(meanwhile, input, desk) : known;
  }
  const { stored, names } = known.value;

  const request = toNewSession(input, stored, desk);
  const details = detailsOf(input, request.patientName ?? stored.name);
  const claim = await desk.store.claimAttempt({
    attemptId: input.attemptId,
    details,
    tag,
    staffId: staff.id,
    now: startedAt,
  });
  if (!claim.claimed) return outcomeOf(claim.row, input, desk);

  const spentMs = desk.now().getTime() - startedAt.getTime();
  const sent = await desk.connect.createSession(request, {
    withinMs: Math.max(leastCreateMs, wholeCreateMs - spentMs),
  });
  return sent.ok
    ? save(claim.id, sent.value, { names, lifetimeSeconds: input.lifetimeSeconds }, desk)
    : fail(await settleFailure(claim.id, sent.error, input, desk));
}

/**
 * What came of an attempt that was pressed before: by a second press, a reload, another tab. The
 * one that claimed it may still be waiting for the API.
 */
async function outcomeOf(
  row: StoredSession,
  input: CreateSessionInput,
  desk: DeskServices,
): Promise<ActionResult<CreatedSession>> {
  // An old attempt with another patient's id shows nobody else's link.
  if (row.details.patientId !== input.patientId) return fail({ kind: "not-made", requestId: null });
  return settleStored(await afterClaim(row, desk), desk);
}

async function afterClaim(row: StoredSession, desk: DeskServices): Promise<StoredSession> {
  const leftMs = Date.parse(row.createdAt) + wholeCreateMs - desk.now().getTime();
  let latest = row;
  // Counted, not read off a clock: somebody may set that meanwhile.
  for (let ms = Math.min(leftMs, wholeCreateMs); latest.stage === "claimed" && ms > 0; ms -= 200) {
    await desk.wait(200);
    latest = (await desk.store.findByAttempt(row.attemptId)) ?? latest;
  }
  return latest;
}

async function save(
  id: string,
  session: AnsweredSession,
  { names, lifetimeSeconds }: { names: Map<string, string>; lifetimeSeconds: number },
  desk: DeskServices,
): Promise<ActionResult<CreatedSession>> {
  const { requestId } = session;
  logLateEnd(session, lifetimeSeconds, desk.now());
  const seen = { at: desk.now(), sourceNames: Object.fromEntries(names), requestId };
  const recorded = await desk.store.recordMade(id, session, seen);
  if (!recorded.ok) {
    // An id that another attempt has already: the answer is not to this request.
    log.error({ event: "create_refused", cause: recorded.error.kind });
    await desk.store.recordUnknown(id, requestId, desk.now());
    return fail({ kind: "other-patient", requestId });
  }
  return ok({ card: cardOf(recorded.value, desk.now()), repeated: false });
}

/** Far longer than asked for is no small difference of two clocks: somebody should know of it. */
function logLateEnd(
  { expiresAt, requestId }: AnsweredSession,
  lifetimeSeconds: number,
  now: Date,
): void {
  const tooLongMs = Date.parse(expiresAt) - now.getTime() - lifetimeSeconds * 1000;
  if (tooLongMs < lateByMs) return;
  log.warn({ event: "link_ends_late", request_id: requestId, duration_ms: tooLongMs });
}

/** Writes down what is known of a create that brought no link, and says it. */
async function settleFailure(
  id: string,
  error: ConnectError,
  input: CreateSessionInput,
  desk: DeskServices,
): Promise<AppError> {
  const { requestId } = error;
  if (error.kind === "unknown-outcome" && error.cause !== "unsafe-link") {
    await desk.store.recordUnknown(id, requestId, desk.now());
    if (error.cause === "other-patient") return { kind: "other-patient", requestId };
    const fault = error.cause === "server-fault";
    return { kind: "outcome-unknown", requestId, attemptId: input.attemptId, fault };
  }
  await desk.store.recordNotMade(id);
  if (error.kind === "unknown-outcome") return { kind: "unsafe-link", requestId };
  if (error.kind !== "rejected") return readFailure(error);
  return explainRefusal(error, sourceIdsOf(input), desk);
}

/** Shown on the card and used for "same details": with the name that the API has from now on. */
function detailsOf(input: CreateSessionInput, name: string): SessionDetails {
  const { attemptId: _, replaces: __, makeAnother: ___, idAnswers: ____, ...details } = input;
  return { ...details, name };
}

function toNewSession(
  input: CreateSessionInput,
  stored: PatientIdentity,
  { clinic }: DeskServices,
): NewSession {
  return {
    patientId: input.patientId,
    patientName: toSend(input.name, stored.name, sameName),
    patientEmail: toSend(input.email, stored.email, sameEmail),
    sources:
      input.mode === "only" ? { only: input.onlySourceId } : { suggested: sourceIdsOf(input) },
    // In the one form that every reader of addresses agrees on.
    returnUrl: new URL(input.returnUrl || clinic.returnUrl).href,
    buttonLabel: input.buttonLabel || clinic.buttonLabel,
    lifetimeSeconds: input.lifetimeSeconds,
    metadata: {
      ...Object.fromEntries(
        input.metadata.filter(({ key }) => key).map((row) => [row.key, row.value]),
      ),
      [attemptMetadataKey]: input.attemptId,
    },
  };
}

/** A hurried "maria lopez" is no news about Maria López: what is stored stays as it is written there. */
function toSend(typed: string, stored: string, same: typeof sameName): string | null {
  if (typed === "") return null;
  return same(typed, stored) ? stored : typed;
}
