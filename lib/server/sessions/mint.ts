import "server-only";
import type { DeskError, PatientIdentity } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import { act, type Deed, note } from "@/lib/server/act";
import type { AnsweredSession } from "@/lib/server/connect/client";
import type { ConnectError } from "@/lib/server/connect/errors";
import type { NewSession } from "@/lib/server/connect/session";
import type { Ctx } from "@/lib/server/context";
import { sourceNames } from "@/lib/server/sources/service";
import { within } from "@/lib/server/within";
import { attemptMetadataKey } from "@/lib/sessions/attempt";
import type { SessionDetails } from "@/lib/sessions/session";
import { createFailure, explainRefusal } from "./app-error";
import { type Claim, claimAlone, recordMade, recordNotMade, recordUnknown } from "./attempt-store";
import { findByAttempt, liveMarks } from "./find";
import { sameEmail, sameName } from "./identity";
import { type Outcome, settle } from "./settle";
import { type StoredSession, sourceIdsOf } from "./stored-session";
import { pickTag } from "./tag";

/** All that somebody waits for one link, reads included. */
const wholeCreateMs = 15_000;
/** Time that the create itself always gets, however slow the reads were. */
const leastCreateMs = 5_000;
/** A slow catalog holds no link back: names that come too late are read with the first status. */
const namesWithinMs = 1_500;
/** How much later than asked for an end is worth a line in the log. */
const lateByMs = 60 * 60_000;

/** What a link is to be made with. One attempt never makes two links. */
export type Order = SessionDetails & { attemptId: string };

/** Who the API says the patient is, empty texts for nothing; or why nothing may be sent. */
export type Learn = () => Promise<Result<PatientIdentity, DeskError>>;

/**
 * Makes one link: claims the attempt, sends it once, and keeps what came of it. Needs no person and no
 * screen. That it is about to be sent is in the audit trail with the claim, and what it came to with
 * the save, so that a process which ends half way leaves a trace.
 *
 * @param learn is asked before the claim, and again when somebody else made a link for this patient
 *   meanwhile
 */
export async function mint(ctx: Ctx, order: Order, learn: Learn): Promise<Outcome> {
  const claim = await claimFor(ctx, order, learn);
  if (!claim.ok) return told(ctx, order, claim);
  if (claim.value.claimed) return send(ctx, order, claim.value);
  return told(ctx, order, await outcomeOf(ctx, order, claim.value.row));
}

/** Writes down what an order came to that sent nothing: this line is its only one. */
async function told(ctx: Ctx, { patientId }: Order, outcome: Outcome): Promise<Outcome> {
  await note(ctx, linkCreated(patientId, outcome));
  return outcome;
}

type Theirs = Extract<Claim, { claimed: false }>;
type Ours = Extract<Claim, { claimed: true }> & {
  stored: PatientIdentity;
  /** Of the hospitals, by source id. */
  names: Record<string, string>;
  startedAt: Date;
};

/**
 * Reads who the patient is and claims the attempt. Whoever else makes a link for this patient at the
 * same moment comes first: then it waits for that, and reads again.
 */
async function claimFor(
  ctx: Ctx,
  order: Order,
  learn: Learn,
): Promise<Result<Ours | Theirs, DeskError>> {
  const { attemptId, ...details } = order;
  const startedAt = ctx.now();
  for (let now = startedAt; isInTime(startedAt, now); now = ctx.now()) {
    const earlier = await findByAttempt(ctx, attemptId);
    if (earlier) return ok({ claimed: false, row: earlier });

    const marks = await liveMarks(ctx, order.patientId, now);
    const [learnt, names, tag] = await Promise.all([
      learn(),
      namesInTime(ctx, sourceIdsOf(order)),
      pickTag(ctx, now),
    ]);
    if (!learnt.ok) {
      // What stands in the way may be the link of a quicker press of this same attempt.
      const row = await findByAttempt(ctx, attemptId);
      return row ? ok({ claimed: false, row }) : learnt;
    }
    const stored = learnt.value;
    const staffId = ctx.actor.kind === "staff" ? ctx.actor.staffId : null;
    // Shown on the card and used for "same details": with the name that the API has from now on.
    const name = toSend(order.name, stored.name, sameName) ?? stored.name;
    const attempt = { attemptId, details: { ...details, name }, tag, staffId, now };
    const claim = await act(ctx, started(order.patientId), (tx) =>
      claimAlone(tx, ctx.vault, attempt, marks),
    );
    if (claim.claimed) return ok({ ...claim, stored, names, startedAt });
    if (claim.row.attemptId === attemptId) return ok(claim);
    await afterClaim(ctx, claim.row);
  }
  return fail({ kind: "being-made", requestId: null });
}

const isInTime = (startedAt: Date, now: Date) =>
  now.getTime() - startedAt.getTime() < wholeCreateMs;

async function namesInTime(ctx: Ctx, sourceIds: string[]): Promise<Record<string, string>> {
  const names = await within(namesWithinMs, sourceNames(ctx, sourceIds), ctx.wait);
  return Object.fromEntries(names ?? []);
}

/**
 * What came of an attempt that was ordered before: by a second press, a reload, another tab. The
 * one that claimed it may still be waiting for the API.
 */
async function outcomeOf(ctx: Ctx, order: Order, row: StoredSession): Promise<Outcome> {
  // An old attempt with another patient's id shows nobody else's link.
  if (row.details.patientId !== order.patientId) return fail({ kind: "not-made", requestId: null });
  return settle(ctx, await afterClaim(ctx, row));
}

async function afterClaim(ctx: Ctx, row: StoredSession): Promise<StoredSession> {
  const leftMs = Date.parse(row.createdAt) + wholeCreateMs - ctx.now().getTime();
  let latest = row;
  // Counted, not read off a clock: somebody may set that meanwhile.
  for (let ms = Math.min(leftMs, wholeCreateMs); latest.stage === "claimed" && ms > 0; ms -= 200) {
    await ctx.wait(200);
    latest = (await findByAttempt(ctx, row.attemptId)) ?? latest;
  }
  return latest;
}

async function send(ctx: Ctx, order: Order, claim: Ours): Promise<Outcome> {
  const spentMs = ctx.now().getTime() - claim.startedAt.getTime();
  const sent = await ctx.connect.createSession(newSessionOf(ctx, order, claim.stored), {
    withinMs: Math.max(leastCreateMs, wholeCreateMs - spentMs),
  });
  return sent.ok ? save(ctx, order, claim, sent.value) : giveUp(ctx, order, claim, sent.error);
}

async function save(
  ctx: Ctx,
  { patientId, lifetimeSeconds }: Order,
  { id, names }: Ours,
  session: AnsweredSession,
): Promise<Outcome> {
  const { requestId } = session;
  const seen = { at: ctx.now(), sourceNames: names, requestId };
  logLateEnd(ctx, session, lifetimeSeconds);
  const made = { action: "link-created", subject: id, patientId, requestId } as const;
  const recorded = await act(
    ctx,
    ({ ok }: Recorded) => ({ ...made, outcome: ok ? "ok" : "other-patient" }),
    async (tx) => {
      const recorded = await recordMade(tx, ctx.vault, id, session, seen);
      if (!recorded.ok) await recordUnknown(tx, id, { requestId, at: seen.at });
      return recorded;
    },
  );
  if (recorded.ok) return ok({ session: recorded.value, repeated: false });
  // An id that another attempt has already: the answer is not to this request.
  ctx.log.error({ event: "create_refused", cause: recorded.error.kind });
  return fail({ kind: "other-patient", requestId });
}

type Recorded = Awaited<ReturnType<typeof recordMade>>;

/** Far longer than asked for is no small difference of two clocks: somebody should know of it. */
function logLateEnd(
  { log, now }: Ctx,
  { expiresAt, requestId }: AnsweredSession,
  lifetimeSeconds: number,
): void {
  const tooLongMs = Date.parse(expiresAt) - now().getTime() - lifetimeSeconds * 1000;
  if (tooLongMs < lateByMs) return;
  log.warn({ event: "link_ends_late", request_id: requestId, duration_ms: tooLongMs });
}

/** Writes down what is known of a create that brought no link, and says it. */
async function giveUp(ctx: Ctx, order: Order, { id }: Ours, error: ConnectError): Promise<Outcome> {
  const sourceIds = sourceIdsOf(order);
  const failure = fail(createFailure(error, order.attemptId, sourceIds));
  const isOpen = error.kind === "unknown-outcome" && error.cause !== "unsafe-link";
  await act(ctx, { ...linkCreated(order.patientId, failure), subject: id }, async (tx) => {
    if (isOpen) await recordUnknown(tx, id, { requestId: error.requestId, at: ctx.now() });
    else await recordNotMade(tx, id);
  });
  return error.kind === "rejected" ? fail(await explainRefusal(ctx, error, sourceIds)) : failure;
}

/** The line that says that a link is about to be asked for. */
const started =
  (patientId: string) =>
  (claim: Claim): Deed | null =>
    claim.claimed
      ? { action: "link-created", outcome: "started", subject: claim.id, patientId }
      : null;

/** The line that says what an order came to, whatever that is. */
function linkCreated(patientId: string, outcome: Outcome): Deed {
  const about = { action: "link-created", patientId } as const;
  if (!outcome.ok) {
    const { kind, requestId } = outcome.error;
    return { ...about, outcome: kind, requestId };
  }
  const { session, repeated } = outcome.value;
  const { id: subject, requestId } = session;
  return { ...about, outcome: repeated ? "repeated" : "ok", subject, requestId };
}

function newSessionOf({ clinic }: Ctx, order: Order, stored: PatientIdentity): NewSession {
  const { patientId, lifetimeSeconds, attemptId } = order;
  const notes = order.metadata.filter(({ key }) => key).map(({ key, value }) => [key, value]);
  return {
    patientId,
    patientName: toSend(order.name, stored.name, sameName),
    patientEmail: toSend(order.email, stored.email, sameEmail),
    sources:
      order.mode === "only" ? { only: order.onlySourceId } : { suggested: sourceIdsOf(order) },
    // In the one form that every reader of addresses agrees on.
    returnUrl: new URL(order.returnUrl || clinic.returnUrl).href,
    buttonLabel: order.buttonLabel || clinic.buttonLabel,
    lifetimeSeconds,
    metadata: { ...Object.fromEntries(notes), [attemptMetadataKey]: attemptId },
  };
}

/** A hurried "maria lopez" is no news about Maria López: what is stored stays as it is written there. */
function toSend(typed: string, stored: string, same: typeof sameName): string | null {
  if (typed === "") return null;
  return same(typed, stored) ? stored : typed;
}
