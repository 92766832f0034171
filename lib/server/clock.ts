import "server-only";
import { performance } from "node:perf_hooks";
import { remember } from "./remember";

/** Servers that share a database may differ by so much, and still mean the same moment. */
const toleranceMs = 60_000;

/** This process's time. Whatever counts time takes a clock, so that tests can pass their own. */
export function now(): Date {
  return new Date();
}

/**
 * Milliseconds since 1970 on a clock that nobody can set while the process runs: for waits and limits
 * that begin and end in this process.
 */
export function steadyMs(): number {
  return Math.round(performance.timeOrigin + performance.now());
}

/**
 * Whether a kept time lies more than a minute ahead: it was written when the clock was wrong, or the
 * clock is wrong now. Only what has happened can be asked about, not an end that is still to come.
 */
export function isAhead(at: string, now: Date): boolean {
  return at > latestNow(now);
}

/** What a kept time may be at most without being ahead; to compare with in SQL. ISO 8601 UTC. */
export function latestNow(now: Date): string {
  return new Date(now.getTime() + toleranceMs).toISOString();
}

/** Whether something happened less than `forMs` ago. A time that is ahead tells nothing, so it did not. */
export function isFresh(at: string | number, forMs: number, now: Date): boolean {
  const ageMs = now.getTime() - new Date(at).getTime();
  return ageMs >= -toleranceMs && ageMs < forMs;
}

/**
 * The latest that something can end which lasts `longestMs` at most and began by now. A kept end that
 * is later was written when the clock was wrong. ISO 8601 UTC.
 */
export function latestEnd(longestMs: number, now: Date): string {
  return latestNow(new Date(now.getTime() + longestMs));
}

function api() {
  return remember("api-time", (): { aheadMs: number | null } => ({ aheadMs: null }));
}

/** Keeps what the API says the time is. @param date as its header `Date` has it */
export function noteApiTime(date: string): void {
  const told = Date.parse(date);
  if (!Number.isNaN(told)) api().aheadMs = told - steadyMs();
}

/**
 * The API's time now, carried on by a clock that nobody can set; milliseconds since 1970. Null: it has
 * not told this process yet.
 */
export function apiMs(): number | null {
  const { aheadMs } = api();
  return aheadMs === null ? null : steadyMs() + aheadMs;
}
