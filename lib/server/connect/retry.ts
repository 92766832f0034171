import "server-only";
import type { ConnectError } from "./errors";

/** Waits before the second, third and fourth try: at least this, and up to a quarter second more. */
const waitsMs = [250, 500, 1000];
const jitterMs = 250;

/** Nobody is kept waiting longer than this for `Retry-After`; beyond it staff are told when. */
const longestRetryAfterSeconds = 2;

const passingStatuses = [408, 429, 500, 502, 503, 504];

/**
 * How long to wait before a failed read is tried again, or null when that would not help.
 * Source: the vendor's SDK (three more tries, these waits), plus 500, which its error table asks for.
 *
 * @param status of the answer, null when there was none
 * @param retryAfterSeconds what the answer asked for, if anything
 * @param random 0 to 1
 */
export function retryWaitMs(
  failure: { error: ConnectError; status: number | null; retryAfterSeconds: number | null },
  attempt: number,
  random: number,
): number | null {
  const waitMs = waitsMs[attempt - 1];
  if (waitMs === undefined || !mayPass(failure.error, failure.status)) return null;
  const askedSeconds = failure.retryAfterSeconds;
  if (askedSeconds !== null && askedSeconds > longestRetryAfterSeconds) return null;
  return (askedSeconds === null ? waitMs : askedSeconds * 1000) + Math.round(random * jitterMs);
}

function mayPass(error: ConnectError, status: number | null): boolean {
  switch (error.kind) {
    case "unreachable":
      return error.cause !== "tls";
    case "rate-limited":
      return error.code !== "quota_exceeded";
    case "unknown-outcome":
      if (status !== null && status >= 300) return passingStatuses.includes(status);
      return error.cause === "timeout" || error.cause === "dropped" || error.cause === "cut-off";
    case "rejected":
      return passingStatuses.includes(error.status);
  }
}
