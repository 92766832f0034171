import { newId } from "./ids";
import type { State } from "./state";
import { type Attempt, type ConnectionStatus, isoTime, type Session } from "./store";

/** How a sign-in ended. */
export type SignInResult = {
  status: ConnectionStatus;
  /** Only with `failed`. */
  failureCode?: string | undefined;
  /** After so many milliseconds the connection stops working by itself. */
  lapsesAfterMs?: number;
};

/** Writes a sign-in down. In Direct Mode it ends the session, whatever came of it. */
export function addAttempt(
  state: State,
  session: Session,
  sourceId: string,
  { status, failureCode = "oauth_callback_failed", lapsesAfterMs }: SignInResult,
): Attempt {
  const now = state.now();
  const attempt: Attempt = {
    id: newId("conn_", now),
    sourceId,
    status,
    failureCode: status === "failed" ? failureCode : null,
    createdAt: now,
    updatedAt: now,
    lapsesAt: lapsesAfterMs === undefined ? null : now + lapsesAfterMs,
  };
  session.attempts.push(attempt);
  if (session.directSourceId !== null) session.completedAt = now;
  return attempt;
}

/** Decided on read: an active connection may have lapsed by now. */
export function attemptStatus(attempt: Attempt, now: number): ConnectionStatus {
  const lapsed = attempt.lapsesAt !== null && now >= attempt.lapsesAt;
  return attempt.status === "active" && lapsed ? "refresh_failed" : attempt.status;
}

export function failureAt(attempt: Attempt): string | null {
  return attempt.status === "failed" ? isoTime(attempt.createdAt) : null;
}
