import "server-only";
import { fail, ok, type Result } from "@/lib/result";
import { env } from "@/lib/server/env";
import { log } from "@/lib/server/log";
import { remember } from "@/lib/server/remember";
import type { Source } from "@/lib/sources/source";
import { answered, believe, believeCreated, believeId, believePatientSessions } from "./believe";
import { collectPages, type Listed } from "./collect-pages";
import { type ConnectError, isMissingCall } from "./errors";
import { type Generation, generationOf } from "./generations";
import { observe, observed } from "./observed";
import { notFound, pathSegment, withQuery } from "./path";
import { type PatientCalls, patientCalls, unusablePatientId } from "./patient-calls";
import { quiet } from "./quiet";
import type { NewSession, Session } from "./session";
import { type Calls, type ConnectConfig, prepareCalls } from "./setup";
import { type WebhookCalls, webhookCalls } from "./webhook-calls";
import {
  parseSession,
  parseSessionPage,
  parseSource,
  parseSourcePage,
  toWireNewSession,
} from "./wire";

/** A session, and the request id of the answer that told it. */
export type AnsweredSession = Session & { requestId: string | null };

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
  ): Promise<Result<AnsweredSession, ConnectError>>;
  /** In whichever generation the id was made, or in the one that the API speaks now. */
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
  return clientOf(prepareCalls(config), config.linkOrigins);
}

function clientOf(calls: Calls, linkOrigins: readonly string[]): ConnectClient {
  const { send, generation, createDeadline, readDeadline } = calls;

  /** Reads where the API keeps sessions: where there is no such address, in the generation it speaks. */
  async function readIn<T>(
    usual: Generation,
    read: (generation: Generation) => Promise<Result<T, ConnectError>>,
  ): Promise<Result<T, ConnectError>> {
    const first = await read(usual);
    if (first.ok || !isMissingCall(first.error)) return first;
    const other = await generation.insteadOf(usual);
    return other ? read(other) : first;
  }

  return {
    async createSession(input, limit) {
      const deadline = createDeadline(limit?.withinMs);
      return send({
        operation: "create_session",
        path: `/${await generation.current()}`,
        body: JSON.stringify(toWireNewSession(input)),
        parse: (json, requestId) =>
          answered(believeCreated(parseSession(json, linkOrigins), input.patientId), requestId),
        deadline,
      });
    },

    async getSession(id) {
      const made = generationOf(id);
      const segment = pathSegment(id);
      if (!made || !segment) return fail(notFound);
      return readIn(made, (name) =>
        send({
          operation: "get_session",
          path: `/${name}/${segment}`,
          parse: (json) => believeId(parseSession(json, linkOrigins), id, "wrong-shape"),
          deadline: readDeadline(),
        }),
      );
    },

    async listPatientSessions(patientId, filter = {}) {
      const segment = pathSegment(patientId);
      if (!segment) return fail(unusablePatientId);
      return readIn(await generation.current(), (name) => {
        const deadline = readDeadline();
        const path = `/patients/${segment}/${name}`;
        return collectPages((cursor) =>
          send({
            operation: "list_patient_sessions",
            path: withQuery(path, { limit: 100, starting_after: cursor, status: filter.status }),
            parse: (json, requestId) => {
              const page = parseSessionPage(json, linkOrigins);
              return answered(believePatientSessions(page, patientId), requestId);
            },
            mayBeUnknown: true,
            deadline,
          }),
        );
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

    ...patientCalls(calls),
    ...webhookCalls(calls),
  };
}

/** The calls of this process, made from its environment: one for all its bundles and uses. */
export function ownCalls(): Calls {
  return remember("connect-calls", () =>
    prepareCalls({
      ...env().connect,
      log: log.warn,
      hear: observe,
      memory: observed(),
      found: (generation) => {
        log.warn({ event: "connect_generation_found", generation });
        observed().whenFound(generation);
      },
      quiet: quiet(),
    }),
  );
}

/** The client of this process for what somebody is waiting for. */
export function connect(): ConnectClient {
  return remember("connect", () => clientOf(ownCalls(), env().connect.linkOrigins));
}

/** The same for what nobody waits for, which stays silent while the API asks for silence. */
export function connectInBackground(): ConnectClient {
  return remember("connect-in-background", () => {
    const calls = ownCalls();
    return clientOf({ ...calls, send: calls.sendInBackground }, env().connect.linkOrigins);
  });
}
