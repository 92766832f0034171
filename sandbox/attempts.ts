import { type Attempt, type ConnectionStatus, isoTime } from "./store";

/** Decided on read: an active connection may have lapsed by now. */
export function attemptStatus(attempt: Attempt, now: number): ConnectionStatus {
  const lapsed = attempt.lapsesAt !== null && now >= attempt.lapsesAt;
  return attempt.status === "active" && lapsed ? "refresh_failed" : attempt.status;
}

export function failureAt(attempt: Attempt): string | null {
  return attempt.status === "failed" ? isoTime(attempt.createdAt) : null;
}
