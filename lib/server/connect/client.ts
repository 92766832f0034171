import "server-only";
import { fail, ok, type Result } from "@/lib/result";
import { env } from "@/lib/server/env";
import { log } from "@/lib/server/log";
import { remember } from "@/lib/server/remember";
import type { Source } from "@/lib/sources/source";
import { believe, believeCreated, believeId, believePatientSessions } from "./believe";
import { collectPages, type Listed } from "./collect-pages";
import type { ConnectError } from "./errors";
import { generationOf } from "./generations";
import { observing } from "./observed";
import { notFound, pathSegment, withQuery } from "./path";
import { type PatientCalls, patientCalls, unusablePatientId } from "./patient-calls";
import type { NewSession, Session } from "./session";
import { type ConnectConfig, prepareCalls } from "./setup";
import { type WebhookCalls, webhookCalls } from "./webhook-calls";
import {
  parseSession,
  parseSessionPage,
  parseSource,
  parseSourcePage,
  toWireNewSession,
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
  /** Up to 500, in no promised order. Of a patient that the API does not know: `isNotFound`. */
  listPatientSessions(
    patientId: string,
    filter?: { status?: "open" },
  ): Promise<Result<Listed<Session>, ConnectError>>;
  /** Substring search on names, without regard to case. `limit` is 1 to 100. */
  listSources(query: {
    q: string;
    limit: number;
    cursor?: string;
  }): Promise<Result<{ sources: Source[]; nextCursor: string | null }, ConnectError>>;
  getSource(id: string): Promise<Result<Source, ConnectError>>;
} & PatientCalls &
  WebhookCalls;

export function createConnectClient(config: ConnectConfig): ConnectClient {
  const { linkOrigins } = config;
  const calls = prepareCalls(config);
  const { send, generation, createDeadline, readDeadline } = calls;

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

    ...patientCalls(calls),
    ...webhookCalls(calls),
  };
}

/** The client of this process, made from its environment. */
export function connect(): ConnectClient {
  return remember("connect", () =>
    createConnectClient({ ...env().connect, log: log.warn, ...observing }),
  );
}
