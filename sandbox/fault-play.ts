import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { AnswerFault } from "./faults";
import { type Exchange, isObject, type JsonAnswer, sendHtml, sendJson } from "./http";
import type { State } from "./state";
import { unknownPathHtml } from "./unknown-path";

type Play = {
  state: State;
  exchange: Exchange;
  /** Does what the call asks for and gives the honest answer. */
  work: () => JsonAnswer;
  /** An error in the API's own envelope. */
  error: (status: number, given: { code?: string; param?: string }) => JsonAnswer;
};

/** Spoils one answer. */
export async function playFault(fault: AnswerFault, play: Play): Promise<void> {
  const { exchange, work } = play;
  const { response } = exchange;
  if ("afterWork" in fault && fault.afterWork) work();
  switch (fault.kind) {
    case "status":
      return sendJson(exchange, statusAnswer(fault, play));
    case "drop-after":
      work();
      response.destroy();
      return;
    case "drop-before":
      response.destroy();
      return;
    case "hang":
      return;
    case "cut-json":
      return sendCut(exchange, work(), fault.how);
    case "slow-body":
      return sendSlowly(exchange, work(), fault.ms);
    case "html-200":
      return sendHtml(exchange, 200, unknownPathHtml);
    case "huge-body":
      return sendHuge(exchange, fault.megabytes, fault.gzip);
    case "redirect":
      response.writeHead(307, { Location: fault.to, "Content-Length": 0 }).end();
      return;
    case "bad-url":
      return sendJson(exchange, withBadUrl(work(), fault, play.state));
    case "other-patient":
      return sendJson(exchange, withOtherPatient(work(), fault.as));
    case "wrong-shape": {
      const honest = work();
      const body = fault.merge ? changed(honest.body, () => fault.merge) : (fault.body ?? {});
      return sendJson(exchange, { ...honest, body });
    }
  }
}

function statusAnswer(fault: AnswerFault & { kind: "status" }, play: Play): JsonAnswer {
  const { status, code, param, retryAfter = status === 429 ? 2 : undefined } = fault;
  const answer = play.error(status, { ...(code && { code }), ...(param && { param }) });
  return retryAfter === undefined
    ? answer
    : { ...answer, headers: { "Retry-After": String(retryAfter) } };
}

function sendCut(exchange: Exchange, { status, body }: JsonAnswer, how: string): void {
  const { response } = exchange;
  const whole = Buffer.from(JSON.stringify(body));
  const half = whole.subarray(0, whole.length / 2);
  const headers = { "Content-Type": "application/json" };
  if (how === "complete") {
    response.writeHead(status, { ...headers, "Content-Length": half.length }).end(half);
    return;
  }
  response.writeHead(
    status,
    how === "length" ? { ...headers, "Content-Length": whole.length } : headers,
  );
  response.write(half, () => response.destroy());
}

async function sendSlowly(exchange: Exchange, { status, body }: JsonAnswer, ms: number) {
  const { response } = exchange;
  const whole = Buffer.from(JSON.stringify(body));
  const parts = 20;
  const size = Math.ceil(whole.length / parts);
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": whole.length,
  });
  for (let start = 0; start < whole.length && !response.destroyed; start += size) {
    response.write(whole.subarray(start, start + size));
    await sleep(ms / parts);
  }
  response.end();
}

function sendHuge({ response }: Exchange, megabytes: number, gzip: boolean): void {
  const padding = "x".repeat(megabytes * 1024 * 1024);
  const text = `{"resource_type":"session","padding":"${padding}"}`;
  const bytes = gzip ? gzipSync(text) : Buffer.from(text);
  response
    .writeHead(200, {
      "Content-Type": "application/json",
      "Content-Length": bytes.length,
      ...(gzip && { "Content-Encoding": "gzip" }),
    })
    .end(bytes);
}

function withBadUrl(
  honest: JsonAnswer,
  fault: AnswerFault & { kind: "bad-url" },
  { store }: State,
): JsonAnswer {
  const body = changed(honest.body, (object) => {
    const session = store.sessions.get(String(object.id));
    if (!session) return {};
    const url = fault.url.replaceAll("{token}", session.token);
    if (fault.persist) session.url = url;
    return { url };
  });
  return { ...honest, body };
}

function withOtherPatient(honest: JsonAnswer, as: string): JsonAnswer {
  const body = changed(honest.body, (object) => {
    if (object.resource_type === "patient") return { id: as };
    return "patient_id" in object ? { patient_id: as } : {};
  });
  return { ...honest, body };
}

/** The object, or each object of a list, with some fields changed. */
function changed(
  body: unknown,
  change: (object: Record<string, unknown>) => Record<string, unknown> | undefined,
): unknown {
  if (!isObject(body)) return body;
  if (body.resource_type === "list" && Array.isArray(body.data)) {
    return { ...body, data: body.data.map((item) => changed(item, change)) };
  }
  return { ...body, ...change(body) };
}
