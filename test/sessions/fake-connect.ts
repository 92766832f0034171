import { fail, ok, type Result } from "@/lib/result";
import type { ConnectClient } from "@/lib/server/connect/client";
import type { Listed } from "@/lib/server/connect/collect-pages";
import type { ConnectError, UnknownCause } from "@/lib/server/connect/errors";
import type { NewSession, Patient, PatientRecord, Session } from "@/lib/server/connect/session";
import type { SigningEndpoint } from "@/lib/server/connect/webhook-calls";
import type { FakeClock } from "@/test/fake-clock";
import { fakeWebhooks } from "./fake-webhooks";

export const mayo = { id: "fhirsrc_mayo", name: "Mayo Clinic" };
export const cleveland = { id: "fhirsrc_cleveland", name: "Cleveland Clinic" };

type Method = keyof ConnectClient;
type Answer<T> = Promise<Result<T, ConnectError>>;

/** The Connect API in memory, for tests: what it has, what it was asked, and what goes wrong. */
export type FakeConnect = {
  client: ConnectClient;
  patients: Map<string, Pick<Patient, "name" | "email"> & Partial<Patient>>;
  sessions: Session[];
  /** Names by source id. */
  sources: Map<string, string>;
  /** `getPatient asked`, `getPatient answered`, and so on, in order. */
  events: string[];
  created: { input: NewSession; withinMs: number | undefined }[];
  /** Every write of a patient that was asked for. */
  updated: PatientRecord[];
  /** Where it sends events, with the secret that it signs with now. */
  endpoints: SigningEndpoint[];
  /** How many milliseconds the next calls of a method take; 1 when none are left. */
  takesMs: Partial<Record<Method, number[]>>;
  /** Lists are longer than anybody reads. */
  listsInPart: boolean;
  /** What a method answers instead of doing anything. */
  failing: Partial<Record<Method, ConnectError>>;
  /** A create is carried out when it is answered, not when it arrives. Reads always are. */
  createsLate: boolean;
  /** What becomes of the answer to a create that was carried out. */
  answerToCreate: (session: Session) => Result<Session, ConnectError>;
  /** What becomes of the answer to a write of a patient that was carried out. */
  answerToUpdate: (record: PatientRecord) => Result<PatientRecord, ConnectError>;
  /** How often a method was asked. */
  count: (method: Method) => number;
  /** Puts a session there that somebody else made. */
  add: (changes: Partial<Session>) => Session;
};

export function fakeConnect(clock: FakeClock): FakeConnect {
  async function answer<T>(method: Method, work: () => Result<T, ConnectError>): Answer<T> {
    api.events.push(`${method} asked`);
    const failure = api.failing[method];
    const atOnce = method === "createSession" && !failure && !api.createsLate;
    const created = atOnce ? work() : null;
    await clock.wait(api.takesMs[method]?.shift() ?? 1);
    api.events.push(`${method} answered`);
    return failure ? fail(failure) : (created ?? work());
  }

  function make(input: NewSession): Session {
    const known = api.patients.get(input.patientId);
    api.patients.set(input.patientId, {
      ...known,
      name: input.patientName ?? known?.name ?? null,
      email: input.patientEmail ?? known?.email ?? null,
    });
    const { sources } = input;
    return api.add({
      patientId: input.patientId,
      connectionId: "only" in sources ? sources.only : null,
      recommendedIds: "suggested" in sources ? [...sources.suggested] : [],
      returnUrl: input.returnUrl,
      buttonLabel: input.buttonLabel,
      expiresAt: new Date(clock.now().getTime() + input.lifetimeSeconds * 1000).toISOString(),
      metadata: { ...input.metadata },
    });
  }

  /** As the API does: what the record leaves out is gone. */
  function replace({ id, name, email, rest }: PatientRecord): PatientRecord {
    const { connections = [] } = api.patients.get(id) ?? {};
    api.patients.set(id, { name, email, rest, connections });
    return { id, name, email, rest };
  }

  const api: FakeConnect = {
    client: {
      createSession: (input, limit) => {
        api.created.push({ input, withinMs: limit?.withinMs });
        return answer("createSession", () => {
          const made = api.answerToCreate(make(input));
          return made.ok ? ok({ ...made.value, requestId: "req_made" }) : made;
        });
      },
      getSession: (id) =>
        answer("getSession", () => found(api.sessions.find((session) => session.id === id))),
      listPatientSessions: (patientId, filter) =>
        answer("listPatientSessions", () => sessionsOf(api, patientId, filter?.status)),
      getPatient: (id) =>
        answer("getPatient", () => {
          const patient = api.patients.get(id);
          return found(patient && { id, connections: [], rest: {}, ...patient });
        }),
      updatePatient: (record) => {
        api.updated.push(record);
        return answer("updatePatient", () => api.answerToUpdate(replace(record)));
      },
      getSource: (id) =>
        answer("getSource", () => {
          const name = api.sources.get(id);
          return found(
            name === undefined ? undefined : { id, name, vendor: null, portalUrl: null },
          );
        }),
      listSources: () => answer("listSources", () => ok({ sources: [], nextCursor: null })),
      disconnectConnection: (patientId, id) =>
        answer("disconnectConnection", () => disconnect(api.sessions, patientId, id)),
      ...fakeWebhooks(() => api.endpoints, answer),
    },
    patients: new Map(),
    sessions: [],
    sources: new Map([mayo, cleveland].map(({ id, name }) => [id, name])),
    events: [],
    created: [],
    updated: [],
    endpoints: [],
    takesMs: {},
    failing: {},
    listsInPart: false,
    createsLate: false,
    answerToCreate: ok,
    answerToUpdate: ok,
    count: (method) => api.events.filter((event) => event === `${method} asked`).length,
    add: (changes) => {
      const session = newSession(api.sessions.length + 1, clock.now(), changes);
      api.sessions.push(session);
      if (!api.patients.has(session.patientId)) {
        api.patients.set(session.patientId, { name: null, email: null });
      }
      return session;
    },
  };
  return api;
}

function sessionsOf(
  { patients, sessions, listsInPart }: FakeConnect,
  patientId: string,
  status: "open" | undefined,
): Result<Listed<Session>, ConnectError> {
  // No address can hold this id.
  if (patientId === "") return fail(rejected(400, "patient_id"));
  if (!patients.has(patientId)) return fail(notFound);
  const items = sessions.filter(
    (session) => session.patientId === patientId && (!status || session.status === status),
  );
  return ok({ items, isWhole: !listsInPart, requestId: "req_listed" });
}

function disconnect(
  sessions: readonly Session[],
  patientId: string,
  id: string,
): Result<{ id: string }, ConnectError> {
  const theirs = sessions.filter((session) => session.patientId === patientId);
  const connections = theirs.flatMap((session) => session.connections);
  const connection = connections.find((candidate) => candidate.id === id);
  if (connection) connection.status = "disconnected";
  return found(connection && { id });
}

/** As the API says it of a patient, session or source that it does not have. */
export const notFound: ConnectError = {
  kind: "rejected",
  status: 404,
  type: "not_found_error",
  code: "resource_not_found",
  param: "id",
  requestId: "req_404",
};

/** A generation of the API that does not have this call at all. */
export const missingCall: ConnectError = { ...notFound, type: null, code: "http_404", param: null };

/** The API says no and does nothing. */
export function rejected(
  status: number,
  param: string | null = null,
  code = status === 404 ? "resource_not_found" : "a_code",
): Extract<ConnectError, { kind: "rejected" }> {
  return { kind: "rejected", status, type: null, code, param, requestId: "req_1" };
}

/** The request went out, and no answer can be trusted. */
export function unanswered(cause: UnknownCause = "timeout"): ConnectError {
  const more = { status: null, type: null, code: null };
  return { kind: "unknown-outcome", cause, requestId: "req_1", ...more };
}

function found<T>(value: T | undefined): Result<T, ConnectError> {
  return value === undefined ? fail(notFound) : ok(value);
}

function newSession(number: number, now: Date, changes: Partial<Session>): Session {
  return {
    id: `sess_${number}`,
    generation: "sessions",
    status: "open",
    url: `https://app.medblocks.com/c/${String(number).padStart(32, "0")}`,
    patientId: "MRN10023",
    connectionId: null,
    recommendedIds: [],
    returnUrl: null,
    buttonLabel: null,
    connections: [],
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + 3_600_000).toISOString(),
    metadata: {},
    ...changes,
  };
}
