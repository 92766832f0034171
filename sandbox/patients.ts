import { z } from "zod";
import { attemptStatus, failureAt } from "./attempts";
import { type Refusal, refuse } from "./envelope";
import { families } from "./families";
import { answer, type Handler, refused } from "./handler";
import { badCursor, pageOf } from "./paging";
import type { State } from "./state";
import { type Attempt, isoTime, type Metadata, type Patient, type Session } from "./store";

// The contract has checked the bodies already; these only tell the compiler so.
const patientInput = z.object({
  patient_id: z.string(),
  email: z.string().nullish(),
  name: z.string().nullish(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});
const listQuery = z.object({
  limit: z.number(),
  starting_after: z.string().optional(),
  patient_id: z.string().optional(),
  email: z.string().optional(),
});

const reservedPrefixes = /^(pat|sess|pf|ps|conn|fhirsrc|wh|evt)_/;

export const patientHandlers = {
  listPatients: ({ state, query: given }) => {
    const query = listQuery.parse(given);
    const page = pageOf(
      [...state.store.patients.values()].reverse(),
      query,
      (patient) =>
        (query.patient_id === undefined || patient.id === query.patient_id) &&
        (query.email === undefined || patient.email === query.email),
      patientView,
    );
    return page ? answer(page) : refused(badCursor);
  },

  createPatient: ({ state, body }) => {
    const input = patientInput.parse(body);
    const reserved = reservedIdRefusal(state, input.patient_id);
    if (reserved) return refused(reserved);
    if (state.store.patients.has(input.patient_id)) {
      return refused(refuse("external_id_already_exists", "patient_id"));
    }
    return answer(patientView(savePatient(state, input.patient_id, input)));
  },

  getPatient: ({ state, path }) => {
    const patient = state.store.patients.get(path.id ?? "");
    if (!patient) return refused(refuse("resource_not_found", "id"));
    return answer(patientDetail(patient, state.now()));
  },

  replacePatient: ({ state, path, body }) => {
    const patient = state.store.patients.get(path.id ?? "");
    if (!patient) return refused(refuse("resource_not_found", "id"));
    const input = patientInput.parse(body);
    if (input.patient_id !== patient.id) {
      return refused(refuse("invalid_data", "patient_id", "patient_id must equal the path"));
    }
    const { email = null, name = null, metadata = {} } = input;
    return answer(patientView(savePatient(state, patient.id, { email, name, metadata })));
  },

  disconnectPatientConnection: ({ state, path }) => {
    const connections = state.store.patients.get(path.id ?? "")?.sessions.flatMap(attemptsOf) ?? [];
    const found = connections.find(({ attempt }) => attempt.id === path.connection_id);
    if (!found || found.attempt.status === "failed") {
      return refused(refuse("resource_not_found", "connection_id"));
    }
    found.attempt.status = "disconnected";
    found.attempt.updatedAt = state.now();
    return answer({ id: found.attempt.id, resource_type: "connection", disconnected: true });
  },
} satisfies Record<string, Handler>;

/** Makes the patient when the id is new; a field left undefined keeps what is stored. */
export function savePatient(
  state: State,
  id: string,
  given: {
    email?: string | null | undefined;
    name?: string | null | undefined;
    metadata?: Metadata | undefined;
  },
): Patient {
  const stored = state.store.patients.get(id);
  const patient: Patient = stored ?? {
    id,
    email: null,
    name: null,
    metadata: {},
    createdAt: state.now(),
    sessions: [],
  };
  if (given.email !== undefined) patient.email = given.email;
  if (given.name !== undefined) patient.name = given.name;
  if (given.metadata !== undefined) patient.metadata = given.metadata;
  state.store.patients.set(id, patient);
  return patient;
}

/** Ids that look like one of the API's own are refused, unless the switch is off. */
export function reservedIdRefusal(state: State, id: string): Refusal | null {
  if (!state.settings.reservedIds || !reservedPrefixes.test(id)) return null;
  return refuse("invalid_data", "patient_id", "patient_id starts with a reserved prefix");
}

/** The patient as lists and writes show it. */
export function patientView(patient: Patient) {
  return {
    id: patient.id,
    resource_type: "patient",
    email: patient.email,
    name: patient.name,
    metadata: patient.metadata,
    created_at: isoTime(patient.createdAt),
  };
}

function patientDetail(patient: Patient, now: number) {
  const newestFirst = patient.sessions
    .flatMap(attemptsOf)
    .reverse()
    .sort((a, b) => b.attempt.createdAt - a.attempt.createdAt);
  return {
    ...patientView(patient),
    connections: newestFirst.map(({ session, attempt }) => connectionView(session, attempt, now)),
  };
}

function connectionView(session: Session, attempt: Attempt, now: number) {
  const status = attemptStatus(attempt, now);
  const lapsedAt = status === attempt.status ? null : attempt.lapsesAt;
  return {
    id: attempt.id,
    resource_type: "connection",
    [families[session.family].reference]: session.id,
    connection_id: attempt.sourceId,
    status,
    scopes: status === "failed" ? [] : ["openid", "fhirUser", "patient/*.read", "offline_access"],
    failure_code: attempt.failureCode,
    failure_at: failureAt(attempt),
    created_at: isoTime(attempt.createdAt),
    updated_at: isoTime(lapsedAt ?? attempt.updatedAt),
  };
}

function attemptsOf(session: Session): { session: Session; attempt: Attempt }[] {
  return session.attempts.map((attempt) => ({ session, attempt }));
}
