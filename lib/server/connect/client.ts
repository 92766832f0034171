import "server-only";
import { fail, ok, type Result } from "@/lib/result";
import { env } from "@/lib/server/env";
import { log } from "@/lib/server/log";
import { remember } from "@/lib/server/remember";
import type { Source } from "@/lib/sources/source";
import { believe, believeCreated, believeId, believePatientSessions } from "./believe";
import type { ConnectError } from "./errors";
import { generationOf } from "./generations";
import { observing } from "./observed";
import { pathSegment, withQuery } from "./path";
import type { NewSession, Patient, PatientRecord, Session } from "./session";
import { type ConnectConfig, prepareCalls } from "./setup";
import {
  type Page,
  parsePatient,
  parseSession,
  parseSessionPage,
  parseSource,
  parseSourcePage,
  toWireNewSession,
  toWirePatient,
} from "./wire";

/** The Connect API, one method an endpoint. Nothing here throws or logs anything about a patient. */
export type ConnectClient = {
  /**
   * Goes out at most once, whatever becomes of it.
   *
   * @param limit.withinMs less than the usual 12 s, when time was already spent before
   */
  createSession(
    input: NewSession,
    limit?: { withinMs: number },
  ): Promise<Result<Session, ConnectError>>;
  /** In whichever generation the id was made. */
  getSession(id: string): Promise<Result<Session, ConnectError>>;
  /** Up to 500, in no promised order. A patient that the API does not know is a rejected 404. */
  listPatientSessions(
    patientId: string,
    filter?: { status?: "open" },
  ): Promise<Result<Session[], ConnectError>>;
  /** A patient that the API does not know is a rejected 404. */
  getPatient(patientId: string): Promise<Result<Patient, ConnectError>>;
  /**
   * Replaces all that the API has of a patient: what the record leaves out is cleared there. Goes
   * out at most once, whatever becomes of it.
   */
  updatePatient(record: PatientRecord): Promise<Result<PatientRecord, ConnectError>>;
  /** Substring search on names, without regard to case. `limit` is 1 to 100. */
  listSources(query: {
    q: string;
    limit: number;
    cursor?: string;
  }): Promise<Result<{ sources: Source[]; nextCursor: string | null }, ConnectError>>;
  getSource(id: string): Promise<Result<Source, ConnectError>>;
};

export function createConnectClient(config: ConnectConfig): ConnectClient {
  const { linkOrigins } = config;
  const { send, generation, createDeadline, readDeadline } = prepareCalls(config);

  return {
    async createSession(input, limit) {
      const deadline = createDeadline(limit?.withinMs);
      return send({
        operation: "create_session",
        path: `/${await generation()}`,
        body: JSON.stringify(toWireNewSession(input)),
        parse: (json) => believeCreated(parseSession(json, linkOrigins), input.patientId),
        deadline,
      });
    },

    async getSession(id) {
      const made = generationOf(id);
      const segment = pathSegment(id);
      if (!made || !segment) return fail(notFound);
      return send({
        operation: "get_session",
        path: `/${made}/${segment}`,
        parse: (json) => believeId(parseSession(json, linkOrigins), id, "wrong-shape"),
        deadline: readDeadline(),
      });
    },

    async listPatientSessions(patientId, filter = {}) {
      const segment = pathSegment(patientId);
      if (!segment) return fail(unusablePatientId);
      const deadline = readDeadline();
      const path = `/patients/${segment}/${await generation()}`;
      return collectPages((cursor) =>
        send({
          operation: "list_patient_sessions",
          path: withQuery(path, { limit: 100, starting_after: cursor, status: filter.status }),
          parse: (json) => believePatientSessions(parseSessionPage(json, linkOrigins), patientId),
          deadline,
        }),
      );
    },

    async getPatient(patientId) {
      const segment = pathSegment(patientId);
      if (!segment) return fail(unusablePatientId);
      return send({
        operation: "get_patient",
        path: `/patients/${segment}`,
        parse: (json) => believeId(parsePatient(json), patientId, "other-patient"),
        deadline: readDeadline(),
      });
    },

    async updatePatient(record) {
      const segment = pathSegment(record.id);
      if (!segment) return fail(unusablePatientId);
      return send({
        operation: "update_patient",
        method: "PUT",
        path: `/patients/${segment}`,
        body: JSON.stringify(toWirePatient(record)),
        parse: (json) => believeId(parsePatient(json), record.id, "other-patient"),
        deadline: createDeadline(),
      });
    },

    async listSources({ q, limit, cursor }) {
      const page = await send({
        operation: "list_sources",
        path: withQuery("/connections", { q, limit, starting_after: cursor }),
        parse: (json) => believe(parseSourcePage(json)),
        deadline: readDeadline(),
      });
      if (!page.ok) return page;
      return ok({ sources: page.value.items, nextCursor: page.value.nextCursor });
    },

    async getSource(id) {
      const segment = pathSegment(id);
      if (!segment) return fail(notFound);
      return send({
        operation: "get_source",
        path: `/connections/${segment}`,
        parse: (json) => believeId(parseSource(json), id, "wrong-shape"),
        deadline: readDeadline(),
      });
    },
  };
}

/** The client of this process, made from its environment. */
export function connect(): ConnectClient {
  return remember("connect", () =>
    createConnectClient({ ...env().connect, log: log.warn, ...observing }),
  );
}

/** What the API itself would say, for ids that cannot even be asked about. */
const notFound: ConnectError = {
  kind: "rejected",
  status: 404,
  type: "not_found_error",
  code: "resource_not_found",
  param: "id",
  requestId: null,
};

const unusablePatientId: ConnectError = {
  kind: "rejected",
  status: 400,
  type: "invalid_request_error",
  code: "invalid_data",
  param: "patient_id",
  requestId: null,
};

const maxPages = 5;

async function collectPages<T>(
  readPage: (cursor: string | null) => Promise<Result<Page<T>, ConnectError>>,
): Promise<Result<T[], ConnectError>> {
  const items: T[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page: Result<Page<T>, ConnectError> = await readPage(cursor);
    if (!page.ok) return page;
    items.push(...page.value.items);
    cursor = page.value.nextCursor;
    if (cursor === null) break;
  }
  return ok(items);
}
