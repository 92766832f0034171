import "server-only";
import type { DeskError } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import { isFresh } from "@/lib/server/clock";
import type { Session } from "@/lib/server/connect/session";
import type { Ctx } from "@/lib/server/context";
import { remember } from "@/lib/server/remember";
import { sourceNames } from "@/lib/server/sources/service";
import type { SessionProgress } from "@/lib/sessions/session";
import { progressOf } from "./card";
import { findByUpstreamId, findLink } from "./find";
import { isDue, paces } from "./freshness";
import { saveSnapshot } from "./links";
import { type MadeSession, sourceIdsOf } from "./stored-session";

type Reading = {
  at: number;
  underWay: boolean;
  row: Promise<{ row: MadeSession; stale: boolean }>;
};

/** The latest reading of each session that somebody watches; one map for all bundles of this process. */
export type Readings = Map<string, Reading>;

/** Our id of the session that the API calls so; null when this desk does not know it. */
export async function findSessionIdByReference(
  ctx: Ctx,
  upstreamId: string,
): Promise<string | null> {
  return (await findByUpstreamId(ctx, upstreamId))?.id ?? null;
}

/**
 * Where a session stands, from the API if it was not asked a moment ago. When the API cannot be
 * reached this is the last known state, marked as stale.
 */
export async function readProgress(
  ctx: Ctx,
  id: string,
  readings: Readings = remember("session-readings", () => new Map()),
): Promise<Result<SessionProgress, DeskError>> {
  const row = await findLink(ctx, id);
  if (!row) return fail({ kind: "session-not-found", requestId: null });
  // Another process, or this one when it made the session, may have asked just now.
  if (!isDue("poll", row.snapshot, ctx.now())) return ok(progressOf(row, ctx.now()));

  const latest = await sharedReading(ctx, row, readings);
  return ok(progressOf(latest.row, ctx.now(), latest.stale));
}

/**
 * Asks the API now, whatever was heard before, and keeps what it says: for an event or a press,
 * which a link that is over may have too. Stale: the API could not be asked.
 */
export async function rereadSession(
  ctx: Ctx,
  id: string,
): Promise<Result<SessionProgress, DeskError>> {
  const row = await findLink(ctx, id);
  if (!row) return fail({ kind: "session-not-found", requestId: null });
  const latest = await readUpstream(ctx, row);
  return ok(progressOf(latest.row, ctx.now(), latest.stale));
}

function sharedReading(ctx: Ctx, row: MadeSession, readings: Readings): Reading["row"] {
  const now = ctx.now().getTime();
  const shared = readings.get(row.id);
  if (shared && (shared.underWay || isFresh(shared.at, paces.shareMs, ctx.now())))
    return shared.row;

  const reading: Reading = {
    at: now,
    underWay: true,
    row: readUpstream(ctx, row).finally(() => {
      reading.underWay = false;
    }),
  };
  readings.set(row.id, reading);
  forgetWhenOld(readings, ctx.now());
  return reading.row;
}

function forgetWhenOld(readings: Readings, now: Date): void {
  for (const [id, { at }] of readings) {
    if (!isFresh(at, 10 * paces.shareMs, now)) readings.delete(id);
  }
}

async function readUpstream(
  ctx: Ctx,
  row: MadeSession,
): Promise<{ row: MadeSession; stale: boolean }> {
  // Of two answers the one that was asked for later counts, whichever comes first.
  const askedAt = ctx.now();
  const answer = await ctx.connect.getSession(row.snapshot.upstreamId);
  // An answer about somebody else is no answer.
  if (!answer.ok || answer.value.patientId !== row.details.patientId) return { row, stale: true };

  const seen = { at: askedAt, sourceNames: await namesOf(ctx, answer.value, row) };
  const saved = await saveSnapshot(ctx, row.id, answer.value, seen);
  return saved?.stage === "made" ? { row: saved, stale: false } : { row, stale: true };
}

/** Names of all hospitals in play; those that the patient picked are read when they first appear. */
async function namesOf(
  ctx: Ctx,
  session: Session,
  row: MadeSession,
): Promise<Record<string, string>> {
  const known = row.snapshot.sourceNames;
  const ids = [
    ...sourceIdsOf(row.details),
    ...session.connections.map((connection) => connection.sourceId),
  ];
  const missing = [...new Set(ids)].filter((id) => !Object.hasOwn(known, id));
  return { ...known, ...Object.fromEntries(await sourceNames(ctx, missing)) };
}
