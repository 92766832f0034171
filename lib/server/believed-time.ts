import "server-only";
import { act } from "@/lib/server/act";
import { unaudited } from "@/lib/server/db/unaudited";
import type { TimeDoubt } from "@/lib/settings/time-doubt";
import { apiMs, now } from "./clock";
import type { ActingBy } from "./context";
import { database } from "./db/client";
import type { Database } from "./db/schema";
import { type Log, log } from "./log";
import { remember } from "./remember";
import { askForTime } from "./settings/connection";

/** Two clocks that differ by so much mean the same moment. */
const agreeWithinMs = 5 * 60_000;
/** A running desk looks every minute. One that was off for no longer than this needs nobody's word. */
const longestPauseMs = 60 * 60_000;
/** By more than this no clock goes back by itself. */
const backByMs = 60_000;

/** The last moment at which the time was believed; a later start goes on from there. */
const believedKey = "time-believed";
/** Since when an administrator's word counts, until the next leap. */
const confirmedKey = "time-confirmed";

export type TimeState = {
  /** The doubt of this process that the log has already. */
  doubt: TimeDoubt | null;
  /** The look that is under way: one after the other, so that each doubt is in the log once. */
  look: Promise<unknown>;
};

export type TimeServices = {
  db: Database;
  now: () => Date;
  /** The API's time now, as its last answer told; null: it has not answered this process yet. */
  apiMs: () => number | null;
  /** Asks the API once, for the time alone. */
  ask: () => Promise<unknown>;
  log: Pick<Log, "info" | "warn">;
  state: TimeState;
};

/**
 * Whether anything may be removed because of its age. Asks the API when the time is in doubt, so that a
 * desk that was off for weeks goes on by itself.
 */
export async function mayRemoveByAge(services: TimeServices): Promise<boolean> {
  if ((await doubtTime(services)) === null) return true;
  await services.ask();
  return (await doubtTime(services)) === null;
}

/**
 * Why the time is not believed; null: it is. It is when the API's last answer agrees within five
 * minutes. Without its word it is as long as it goes on from where it was believed, and no clock that
 * contradicts the API is, unless an administrator has said so.
 */
export function doubtTime(services: TimeServices): Promise<TimeDoubt | null> {
  const { state } = services;
  const looking = state.look.then(() => look(services));
  state.look = looking.catch(() => {});
  return looking;
}

async function look(services: TimeServices): Promise<TimeDoubt | null> {
  const { db, now, apiMs, log, state } = services;
  const at = now();
  const told = apiMs();
  const differsByMs = told === null ? null : at.getTime() - told;
  const leap = await leapSince(services, at);
  const agrees = differsByMs !== null && Math.abs(differsByMs) <= agreeWithinMs;
  if (leap && !state.doubt) logLeap(log, leap.byMs);
  const goesOn = leap === null && (told === null || (await read(db, confirmedKey)) !== null);
  if (agrees || goesOn) {
    if (state.doubt) log.info({ event: "clock-believed" });
    state.doubt = null;
    if (agrees) await unaudited(db).deleteFrom("meta").where("key", "=", confirmedKey).execute();
    await write(db, believedKey, at);
    return null;
  }
  const doubt: TimeDoubt = {
    now: at.toISOString(),
    api: told === null ? null : new Date(told).toISOString(),
    believed: leap?.since ?? at.toISOString(),
  };
  if (!leap && !state.doubt) logLeap(log, differsByMs ?? 0);
  state.doubt = doubt;
  return doubt;
}

/** An administrator says that the clock is right, whatever the API says. The word counts until the next leap. */
export async function confirmTime(ctx: ActingBy, services: TimeServices): Promise<void> {
  const at = services.now();
  await act(ctx, { action: "clock-confirmed", outcome: "ok" }, async (tx) => {
    await write(tx, confirmedKey, at);
    await write(tx, believedKey, at);
  });
  services.state.doubt = null;
}

/** By how much the clock is off from where it was last believed; null: it went on from there. */
async function leapSince(
  { db }: TimeServices,
  at: Date,
): Promise<{ byMs: number; since: string } | null> {
  const since = (await read(db, believedKey)) ?? (await newestOfTrail(db));
  if (since === null) return null;
  const byMs = at.getTime() - Date.parse(since);
  return byMs > longestPauseMs || byMs < -backByMs ? { byMs, since } : null;
}

/** Of a desk that was updated: its trail is the newest that it has kept, until this start writes on. */
async function newestOfTrail(db: Database): Promise<string | null> {
  const row = await db
    .selectFrom("audit")
    .select("at")
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row) await write(db, believedKey, new Date(row.at));
  return row?.at ?? null;
}

async function read(db: Database, key: string): Promise<string | null> {
  const row = await db.selectFrom("meta").select("value").where("key", "=", key).executeTakeFirst();
  return row?.value ?? null;
}

async function write(db: Database, key: string, at: Date): Promise<void> {
  const value = at.toISOString();
  await unaudited(db)
    .insertInto("meta")
    .values({ key, value })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
    .execute();
}

function logLeap(log: Pick<Log, "warn">, byMs: number): void {
  const code = byMs > 0 ? "ahead" : "behind";
  log.warn({ event: "clock-leap", code, duration_ms: Math.abs(Math.round(byMs)) });
}

/** Those of this process. */
export async function timeServices(): Promise<TimeServices> {
  return {
    db: await database(),
    now,
    apiMs,
    ask: askForTime,
    log,
    state: remember("time-doubt", () => ({ doubt: null, look: Promise.resolve() })),
  };
}
