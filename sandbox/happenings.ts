import { attemptStatus } from "./attempts";
import type { Source } from "./catalog";
import { families } from "./families";
import { newId } from "./ids";
import { connectionView, sessionView } from "./sessions";
import type { State } from "./state";
import type { Attempt, ConnectionStatus, Session } from "./store";

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
  source: Source,
  { status, failureCode = "oauth_callback_failed", lapsesAfterMs }: SignInResult,
): void {
  const now = state.now();
  const attempt: Attempt = {
    id: newId("conn_", now),
    sourceId: source.id,
    status,
    failureCode: status === "failed" ? failureCode : null,
    createdAt: now,
    updatedAt: now,
    lapsesAt: lapsesAfterMs === undefined ? null : now + lapsesAfterMs,
  };
  session.attempts.push(attempt);
  if (status === "active") pullRecords(state, session, source, attempt);
  if (lapsesAfterMs !== undefined) {
    // When it is read, the clock decides; this only tells of it.
    state.outbox.later(lapsesAfterMs, () => {
      if (attempt.status === "active") tellOfLapse(state, attempt);
    });
  }
  if (session.directSourceId !== null) completeSession(state, session);
}

/** The patient is done. */
export function completeSession(state: State, session: Session): void {
  session.completedAt = state.now();
  const { resourceType } = families[session.family];
  state.outbox.emit(`${resourceType}.completed`, sessionView(session, state.now()));
}

/** What worked before stops working, also when the session is long over. */
export function changeConnection(state: State, attempt: Attempt, status: ConnectionStatus): void {
  attempt.status = status;
  attempt.updatedAt = state.now();
  if (status === "refresh_failed") tellOfLapse(state, attempt);
}

function tellOfLapse(state: State, attempt: Attempt): void {
  state.outbox.emit("connection.token_refresh_failed", connectionView(attempt, state.now()));
}

/** The background pull: it begins by itself once there is access, and here it happens once. */
function pullRecords(state: State, session: Session, source: Source, attempt: Attempt): void {
  const { recordsAfterMs } = state.settings;
  state.outbox.later(recordsAfterMs, () => {
    if (attemptStatus(attempt, state.now()) !== "active") return;
    const about = {
      resource_type: "records_sync",
      patient_id: session.patientId,
      connection_id: attempt.sourceId,
    };
    if (source.behaviour === "keeps-records") {
      const error_message = "The hospital's server answered 503";
      state.outbox.emit("records.sync.failed", { ...about, error_message });
    } else {
      const result = { total: 128, errors: 0, duration_ms: recordsAfterMs };
      state.outbox.emit("records.sync.completed", { ...about, ...result });
    }
  });
}
