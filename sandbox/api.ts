import { setTimeout as sleep } from "node:timers/promises";
import type { RecordedCall } from "./calls";
import type { Contract } from "./contract";
import { envelope, type Refusal, refuse, refuseWith } from "./envelope";
import type { FamilyName } from "./families";
import { playFault } from "./fault-play";
import { type Outcome, refused } from "./handler";
import { type Exchange, type JsonAnswer, jsonObjectOf, sendJson } from "./http";
import {
  type Matched,
  matchRoute,
  openApiOf,
  openApiOperation,
  openRoutes,
  routesOf,
} from "./routes";
import { mainFamily } from "./settings";
import type { State } from "./state";
import { answerUnknownPath } from "./unknown-path";

/** Answers one call to the API. */
export type AnswerApi = (state: State, exchange: Exchange) => Promise<void>;

/** @param report told of every answer of ours that breaks the contract */
export function createApi(contract: Contract, report: (line: string) => void): AnswerApi {
  const routes = routesOf(contract);

  /** What the API answers when nothing goes wrong on purpose. */
  function work(state: State, exchange: Exchange, matched: Matched, family: FamilyName) {
    const outcome = outcomeOf(state, exchange, matched, family);
    const given: JsonAnswer = outcome.ok
      ? { status: 200, body: outcome.body }
      : refusalAnswer(outcome.refusal, family, exchange);
    const wrong = matched.operation.checkAnswer(given.status, given.body);
    if (wrong === null) return given;
    report(`The sandbox broke the contract at ${matched.operation.id} ${given.status}: ${wrong}`);
    return refusalAnswer(refuse("internal_error"), family, exchange);
  }

  return async (state, exchange) => {
    const { method, segments, path } = exchange;
    const { settings } = state;
    const open = openRoutes(routes, settings);
    const matched = segments && matchRoute(open, method, segments);
    const isOpenApi = settings.openApi && `${method} ${path}` === "GET /openapi/medblocks.json";
    const operation = isOpenApi ? openApiOperation : (matched?.operation.id ?? null);
    const patientId = matched ? patientIdOf(state, exchange, matched) : null;
    record(state, exchange, { operation, patientId });
    const family = matched?.operation.family ?? mainFamily(settings);
    if (!segments) {
      const malformed = refuse("bad_request", null, "The path is not properly percent-encoded");
      return sendJson(exchange, refusalAnswer(malformed, family, exchange));
    }
    if (!operation) return answerUnknownPath(exchange, settings);

    const { latencyMs, fault } = state.faults.take({ operation, method, segments, patientId });
    const delayMs = settings.latencyMs + latencyMs;
    if (delayMs > 0) await sleep(delayMs);
    const honest = () =>
      matched
        ? work(state, exchange, matched, family)
        : { status: 200, body: openApiOf(contract, open) };
    if (!fault) return sendJson(exchange, honest());
    return playFault(fault, {
      state,
      exchange,
      work: honest,
      error: (status, given) => refusalAnswer(refuseWith(status, given), family, exchange),
    });
  };
}

function outcomeOf(
  state: State,
  { request, query: search, body: text }: Exchange,
  { operation, handler, path }: Matched,
  family: FamilyName,
): Outcome {
  const unknownCaller = operation.needsKey && keyRefusal(state, request.headers.authorization);
  if (unknownCaller) return refused(unknownCaller);
  if (text === null) return refused(refuse("payload_too_large"));
  const isJson = /^application\/json\b/i.test(request.headers["content-type"] ?? "");
  const body = operation.hasBody && isJson ? jsonObjectOf(text) : undefined;
  if (operation.hasBody && !body) {
    return refused(refuse("bad_request", null, "The body must be a JSON object, sent as JSON"));
  }
  const query: Record<string, unknown> = Object.fromEntries(search);
  const version = request.headers.version?.toString();
  const refusal = operation.checkRequest({ path, query, version, body });
  return refusal ? refused(refusal) : handler({ state, family, path, query, body });
}

function keyRefusal(state: State, authorization: string | undefined): Refusal | null {
  if (authorization === undefined) return refuse("missing_api_key");
  const key = /^bearer +(\S+)$/i.exec(authorization)?.[1] ?? "";
  if (state.keys.has(key)) return null;
  return refuse(key.startsWith("mb_sk_sbx_expired") ? "expired_api_key" : "invalid_api_key");
}

function refusalAnswer(refusal: Refusal, family: FamilyName, { requestId }: Exchange): JsonAnswer {
  const { status, headers } = refusal;
  return { status, body: envelope(refusal, family, requestId), ...(headers && { headers }) };
}

/** Whom a call is about. */
function patientIdOf(
  { store }: State,
  { body }: Exchange,
  { operation, path }: Matched,
): string | null {
  if (operation.template.startsWith("/patients/{id}")) return path.id ?? null;
  if (operation.id === "getSession") return store.sessions.get(path.id ?? "")?.patientId ?? null;
  if (!operation.hasBody) return null;
  const patientId = jsonObjectOf(body)?.patient_id;
  return typeof patientId === "string" ? patientId : null;
}

function record(
  state: State,
  { method, path, requestId, response }: Exchange,
  about: Pick<RecordedCall, "operation" | "patientId">,
) {
  const at = new Date(state.now()).toISOString();
  const call: RecordedCall = { ...about, method, path, at, requestId, status: null };
  state.calls.record(call);
  response.once("finish", () => {
    call.status = response.statusCode;
  });
}
