import "server-only";
import type { AppError, PatientIdentity } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import { act, note } from "@/lib/server/act";
import type { AnsweredSession } from "@/lib/server/connect/client";
import type { ConnectError } from "@/lib/server/connect/errors";
import type { NewSession } from "@/lib/server/connect/session";
import { type ActingBy, byStaff } from "@/lib/server/context";
import { log } from "@/lib/server/log";
import type { Staff } from "@/lib/server/staff/guard";
import type { ActionResult, CreatedSession } from "@/lib/sessions/actions";
import { attemptMetadataKey } from "@/lib/sessions/attempt";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import type { SessionDetails } from "@/lib/sessions/session";
import { readFailure, refusal } from "./app-error";
import { claimAlone, recordMade, recordNotMade, recordUnknown } from "./attempt-store";
import { linkCreated } from "./audit-entries";
import { cardOf } from "./card";
import type { Claim } from "./claim";
import type { DeskServices } from "./desk-services";
import { explainRefusal } from "./explain-refusal";
import { sameEmail, sameName } from "./identity";
import { type KnownBefore, readBefore } from "./read-before";
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
 * attempt down before it sends, so that one attempt never makes two links. What it came to is in the
 * audit trail, also when the process ends half way: that it is about to be sent is written first.
 */
export async function createSession(
  input: CreateSessionInput,
  staff: Pick<Staff, "id" | "sessionId">,
  desk: DeskServices,
): Promise<ActionResult<CreatedSession>> {
  const ctx = byStaff(staff, desk);
  const claim = await claimFor(input, staff, ctx, desk);
  if (!claim.ok) return told(claim, input, ctx);
  if (claim.value.claimed) return send(claim.value, input, ctx, desk);
  return told(await outcomeOf(claim.value.row, input, ctx, desk), input, ctx);
}

/** Writes down what a press came to that sent nothing. */
async function told(
  result: ActionResult<CreatedSession>,
  { patientId }: CreateSessionInput,
  ctx: ActingBy,
): Promise<ActionResult<CreatedSession>> {
  await note(ctx, linkCreated(patientId, result));
  return result;
}

type ForUs = KnownBefore & Extract<Claim, { claimed: true }> & { startedAt: Date };
type BeforeUs = Extract<Claim, { claimed: false }>;

/**
 * Reads who the patient is and claims the attempt. Whoever else makes a link for this patient at the
 * same moment comes first: then it waits for that, and reads again.
 */
async function claimFor(
  input: CreateSessionInput,
  staff: Pick<Staff, "id">,
  ctx: ActingBy,
  desk: DeskServices,
): Promise<Result<ForUs | BeforeUs, AppError>> {
  const { attemptId, patientId } = input;
  const startedAt = desk.now();
  for (let now = startedAt; isInTime(startedAt, now); now = desk.now()) {
    const earlier = await desk.store.findByAttempt(attemptId);
    if (earlier) return ok({ claimed: false, row: earlier });

    const marks = await desk.store.liveMarks(patientId, now);
    const [known, tag] = await Promise.all([
      readBefore(input, ctx, desk),
      pickTag(desk.store, now),
    ]);
    if (!known.ok) {
      // What stands in the way may be the link of a quicker press of this same attempt.
      const row = await desk.store.findByAttempt(attemptId);
      return row ? ok({ claimed: false, row }) : known;
    }
    const { name } = known.value.stored;
    const details = detailsOf(input, toSend(input.name, name, sameName) ?? name);
    const attempt = { attemptId, details, tag, staffId: staff.id, now };
    const claim = await act(ctx, about(patientId), (tx) =>
      claimAlone(tx, desk.vault, attempt, marks),
    );
    if (claim.claimed) return ok({ ...claim, ...known.value, startedAt });
    if (claim.row.attemptId === attemptId) return ok(claim);
    await afterClaim(claim.row, desk);
  }
  return fail({ kind: "being-made", requestId: null });
}

const isInTime = (startedAt: Date, now: Date) =>
  now.getTime() - startedAt.getTime() < wholeCreateMs;

/** The line that says that a link is about to be asked for. */
const about = (patientId: string) => (claim: Claim) =>
  claim.claimed
    ? ({ action: "link-created", outcome: "started", subject: claim.id, patientId } as const)
    : null;

async function send(
  { id, stored, names, startedAt }: ForUs,
  input: CreateSessionInput,
  ctx: ActingBy,
  desk: DeskServices,
): Promise<ActionResult<CreatedSession>> {
  const spentMs = desk.now().getTime() - startedAt.getTime();
  const sent = await desk.connect.createSession(toNewSession(input, stored, desk), {
    withinMs: Math.max(leastCreateMs, wholeCreateMs - spentMs),
  });
  return sent.ok
    ? save(id, sent.value, { names, input }, ctx, desk)
    : fail(await settleFailure(id, sent.error, input, ctx, desk));
}

/**
 * What came of an attempt that was pressed before: by a second press, a reload, another tab. The
 * one that claimed it may still be waiting for the API.
 */
async function outcomeOf(
  row: StoredSession,
  input: CreateSessionInput,
  ctx: ActingBy,
  desk: DeskServices,
): Promise<ActionResult<CreatedSession>> {
  // An old attempt with another patient's id shows nobody else's link.
  if (row.details.patientId !== input.patientId) return fail({ kind: "not-made", requestId: null });
  return settleStored(await afterClaim(row, desk), ctx, desk);
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

type Recorded = Awaited<ReturnType<typeof recordMade>>;

async function save(
  id: string,
  session: AnsweredSession,
  { names, input }: { names: Map<string, string>; input: CreateSessionInput },
  ctx: ActingBy,
  desk: DeskServices,
): Promise<ActionResult<CreatedSession>> {
  const { requestId } = session;
  logLateEnd(session, input.lifetimeSeconds, desk.now());
  const seen = { at: desk.now(), sourceNames: Object.fromEntries(names), requestId };
  const { patientId } = input;
  const made = { action: "link-created", subject: id, patientId, requestId } as const;
  const recorded = await act(
    ctx,
    ({ ok }: Recorded) => ({ ...made, outcome: ok ? "ok" : "other-patient" }),
    async (tx) => {
      const recorded = await recordMade(tx, desk.vault, id, session, seen);
      if (!recorded.ok) await recordUnknown(tx, desk.vault, id, { requestId, at: seen.at });
      return recorded;
    },
  );
  if (!recorded.ok) {
    // An id that another attempt has already: the answer is not to this request.
    log.error({ event: "create_refused", cause: recorded.error.kind });
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
  ctx: ActingBy,
  desk: DeskServices,
): Promise<AppError> {
  const failure = failureOf(error, input);
  const isOpen = error.kind === "unknown-outcome" && error.cause !== "unsafe-link";
  const deed = { ...linkCreated(input.patientId, fail(failure)), subject: id };
  await act(ctx, deed, async (tx) => {
    const lost = { requestId: error.requestId, at: desk.now() };
    if (isOpen) await recordUnknown(tx, desk.vault, id, lost);
    else await recordNotMade(tx, desk.vault, id);
  });
  return error.kind === "rejected" ? explainRefusal(error, sourceIdsOf(input), desk) : failure;
}

function failureOf(error: ConnectError, input: CreateSessionInput): AppError {
  if (error.kind === "rejected") return refusal(error, sourceIdsOf(input));
  if (error.kind !== "unknown-outcome") return readFailure(error);
  const { requestId, cause } = error;
  if (cause === "unsafe-link" || cause === "other-patient") return { kind: cause, requestId };
  const fault = cause === "server-fault";
  return { kind: "outcome-unknown", requestId, attemptId: input.attemptId, fault };
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
