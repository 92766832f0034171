import "server-only";
import { remember } from "@/lib/server/remember";
import { retryAfterSeconds } from "./errors";
import type { Outcome } from "./transport";

/** The longest that is waited for, and the wait for an answer that names none. */
const longestSeconds = 3600;
const unnamedSeconds = 10;

/**
 * Until when the API asked for silence, in milliseconds since 1970. One for all that a process asks:
 * reads in the background wait for it, what a person presses goes through.
 */
export type Quiet = { until: number };

/** That of this process. */
export function quiet(): Quiet {
  return remember("connect-quiet", () => ({ until: 0 }));
}

/** Seconds of silence that are left, 0 when there is none. */
export function quietSeconds({ until }: Quiet, now: number): number {
  const seconds = Math.ceil((until - now) / 1000);
  // Longer than was ever asked for: the clock was set back meanwhile.
  return seconds > 0 && seconds <= longestSeconds ? seconds : 0;
}

/** Notes what an answer asks for: a 429 always means silence, a 503 only when it says for how long. */
export function heedQuiet(quiet: Quiet, outcome: Outcome, now: number): void {
  if (outcome.kind !== "answer") return;
  const asked = retryAfterSeconds(outcome.retryAfter, now);
  const seconds =
    outcome.status === 429 ? (asked ?? unnamedSeconds) : outcome.status === 503 ? asked : null;
  if (seconds === null) return;
  const left = quietSeconds(quiet, now);
  quiet.until = now + Math.max(left, seconds) * 1000;
}
