import { z } from "zod";
import { attemptStatus, failureAt } from "./attempts";
import { refuse } from "./envelope";
import { families } from "./families";
import { answer, type Handler, refused } from "./handler";
import { newId, newLinkToken } from "./ids";
import { badCursor, pageOf } from "./paging";
import { reservedIdRefusal, savePatient } from "./patients";
import { type Attempt, isoTime, type Session } from "./store";

// The contract has checked the bodies already; these only tell the compiler so.
const createInput = z.object({
  patient_id: z.string(),
  patient_email: z.string().optional(),
  patient_name: z.string().optional(),
  connection_id: z.string().optional(),
  recommended_connection_ids: z.array(z.string()).optional(),
  return_url: z.string(),
  return_button_label: z.string().optional(),
  expires_in: z.number(),
  metadata: z.record(z.string(), z.unknown()).default({}),
});
const listQuery = z.object({
  limit: z.number(),
  starting_after: z.string().optional(),
  status: z.enum(["open", "complete", "expired"]).optional(),
});

export const sessionHandlers = {
  createSession: (call) => {
    const { state } = call;
    const input = createInput.parse(call.body);
    const reserved = reservedIdRefusal(state, input.patient_id);
    if (reserved) return refused(reserved);
    if (!/^https?:/i.test(input.return_url)) {
      return refused(refuse("invalid_data", "return_url", "return_url must be a web address"));
    }
    const direct = input.connection_id;
    const directSource = direct === undefined ? null : (state.sources.find(direct) ?? "unknown");
    if (directSource === "unknown") return refused(refuse("resource_not_found", "connection_id"));
    const recommended = input.recommended_connection_ids ?? null;
    if (recommended?.some((id) => !state.sources.find(id))) {
      return refused(refuse("resource_not_found", "recommended_connection_ids"));
    }

    const now = state.now();
    const patient = savePatient(state, input.patient_id, {
      email: input.patient_email,
      name: input.patient_name,
    });
    const token = newLinkToken();
    const session: Session = {
      id: newId(families[call.family].idPrefix, now),
      family: call.family,
      token,
      url: `${state.publicOrigin}/c/${token}`,
      patientId: patient.id,
      directSourceId: directSource?.id ?? null,
      recommendedIds: recommended,
      returnUrl: input.return_url,
      buttonLabel: input.return_button_label ?? null,
      metadata: input.metadata,
      createdAt: now,
      expiresAt: now + input.expires_in * 1000,
      completedAt: null,
      attempts: [],
    };
    patient.sessions.push(session);
    state.store.sessions.set(session.id, session);
    state.store.sessionsByToken.set(token, session);
    return answer(sessionView(session, now));
  },

  getSession: ({ state, family, path }) => {
    const session = state.store.sessions.get(path.id ?? "");
    if (session?.family !== family) return refused(refuse("resource_not_found", "id"));
    return answer(sessionView(session, state.now()));
  },

  listPatientSessions: ({ state, family, path, query: given }) => {
    const patient = state.store.patients.get(path.id ?? "");
    if (!patient) return refused(refuse("resource_not_found", "id"));
    const query = listQuery.parse(given);
    const now = state.now();
    const page = pageOf(
      patient.sessions.toReversed(),
      query,
      (session) => session.family === family && matches(session, query.status, now),
      (session) => sessionView(session, now),
    );
    return page ? answer(page) : refused(badCursor);
  },
} satisfies Record<string, Handler>;

/** Decided on read: nothing has to happen at the moment a session expires. */
export function statusOf(session: Session, now: number): "open" | "complete" | "expired" {
  if (session.completedAt !== null) return "complete";
  return now >= session.expiresAt ? "expired" : "open";
}

/** The session as the API shows it, in the words of the family that it was created under. */
export function sessionView(session: Session, now: number) {
  return {
    id: session.id,
    resource_type: families[session.family].resourceType,
    status: statusOf(session, now),
    url: session.url,
    patient_id: session.patientId,
    connection_id: session.directSourceId,
    recommended_connection_ids: session.recommendedIds,
    return_url: session.returnUrl,
    return_button_label: session.buttonLabel,
    connections: session.attempts.map((attempt) => connectionView(attempt, now)),
    expires_at: isoTime(session.expiresAt),
    metadata: session.metadata,
    created_at: isoTime(session.createdAt),
  };
}

/** A connection as its session shows it; the patient's own view has more. */
export function connectionView(attempt: Attempt, now: number) {
  return {
    id: attempt.status === "failed" ? null : attempt.id,
    connection_id: attempt.sourceId,
    status: attemptStatus(attempt, now),
    failure_code: attempt.failureCode,
    failure_at: failureAt(attempt),
    created_at: isoTime(attempt.createdAt),
  };
}

function matches(session: Session, status: string | undefined, now: number): boolean {
  return status === undefined || statusOf(session, now) === status;
}
