import "server-only";
import { parseJson } from "@/lib/json";
import { fail, type Result } from "@/lib/result";
import type { LogFields } from "@/lib/server/log";
import {
  type ConnectError,
  isNotFound,
  parseErrorAnswer,
  retryAfterSeconds,
  type UnknownCause,
} from "./errors";
import { heedQuiet, type Quiet, quietSeconds } from "./quiet";
import { retryWaitMs } from "./retry";
import type { Answer, Outcome, Transport, WireRequest } from "./transport";

/** One endpoint with its values filled in. What is no GET writes, and goes out once. */
export type Call<T> = {
  /** For the log. */
  operation: string;
  path: string;
  body?: string;
  /** Left out: POST with a body, else GET. */
  method?: Exclude<WireRequest["method"], "GET">;
  /** From the JSON of a 2xx to a value of ours, or why it is not believed. */
  parse: (json: unknown, requestId: string | null) => Result<T, UnknownCause>;
  /** That the API does not have it is expected, and no line for the log. */
  mayBeUnknown?: true;
  /** Milliseconds since 1970; the end of everything, waits and further tries included. */
  deadline: number;
};

export type Clock = {
  now: () => number;
  sleep: (ms: number) => Promise<unknown>;
  /** 0 to 1. */
  random: () => number;
};

export type CallSetup = {
  transport: Transport;
  headers: Record<string, string>;
  /** Limit of one try of a read. */
  readTryMs: number;
  clock: Clock;
  /** What the API asked of everybody. */
  quiet: Quiet;
  /** Nobody waits for these calls: while the API asks for silence none goes out. */
  isBackground?: true;
  log: (line: LogFields) => void;
};

/** A list of a hundred sessions with their hospitals and notes is far larger than one session. */
const maxBytes = { read: 4 * 1024 * 1024, write: 256 * 1024 };

/** Sends a call, repeats it if it is a read that may yet succeed, and logs each try that failed. */
export async function send<T>(setup: CallSetup, call: Call<T>): Promise<Result<T, ConnectError>> {
  const { transport, clock, quiet, isBackground, log } = setup;
  const method = call.method ?? (call.body === undefined ? "GET" : "POST");
  const isRead = method === "GET";
  for (let attempt = 1; ; attempt += 1) {
    const startedAt = clock.now();
    const silence = isBackground ? quietSeconds(quiet, startedAt) : 0;
    if (silence > 0) return fail(askedToWait(silence));
    const timeLeftMs = call.deadline - startedAt;
    const outcome = await transport({
      method,
      path: call.path,
      headers:
        call.body === undefined
          ? setup.headers
          : { ...setup.headers, "content-type": "application/json" },
      body: call.body ?? null,
      timeoutMs: isRead ? Math.min(setup.readTryMs, timeLeftMs) : timeLeftMs,
      maxBytes: isRead ? maxBytes.read : maxBytes.write,
    });
    heedQuiet(quiet, outcome, clock.now());
    const result = readOutcome(outcome, call.parse, isRead, clock.now());
    if (result.ok || (call.mayBeUnknown && isNotFound(result.error))) return result;

    const failure = failureOf(result.error, outcome, clock.now());
    const isQuiet = isBackground && quietSeconds(quiet, clock.now()) > 0;
    const waitMs = isRead && !isQuiet ? retryWaitMs(failure, attempt, clock.random()) : null;
    const again = waitMs !== null && clock.now() + waitMs < call.deadline;
    log({
      event: again ? "connect_retry" : "connect_failed",
      operation: call.operation,
      attempt,
      duration_ms: clock.now() - startedAt,
      ...logFieldsOf(failure),
    });
    if (!again) return result;
    await clock.sleep(waitMs);
  }
}

function readOutcome<T>(
  outcome: Outcome,
  parse: Call<T>["parse"],
  isRead: boolean,
  now: number,
): Result<T, ConnectError> {
  if (outcome.kind === "not-sent") {
    return fail({ kind: "unreachable", cause: outcome.cause, requestId: null });
  }
  if (outcome.kind === "no-answer") return fail(unknownOutcome(outcome.cause, null));
  if (outcome.status >= 300) return fail(parseErrorAnswer(outcome, isRead, now));
  if (outcome.problem) return fail(unknownOutcome(outcome.problem, outcome));

  // The vendor's web app answers 200 with its HTML for paths it does not know.
  const isJson = /^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(outcome.contentType);
  const json = isJson ? parseJson(outcome.text) : undefined;
  if (json === undefined) return fail(unknownOutcome("not-json", outcome));
  const parsed = parse(json, outcome.requestId);
  return parsed.ok ? parsed : fail(unknownOutcome(parsed.error, outcome));
}

/** As the API would say it again. */
function askedToWait(seconds: number): ConnectError {
  return {
    kind: "rate-limited",
    retryAfterSeconds: seconds,
    code: "asked_to_wait",
    requestId: null,
  };
}

function unknownOutcome(cause: UnknownCause, answer: Answer | null): ConnectError {
  return {
    kind: "unknown-outcome",
    cause,
    status: answer?.status ?? null,
    type: null,
    code: null,
    requestId: answer?.requestId ?? null,
  };
}

type Failure = Parameters<typeof retryWaitMs>[0];

function failureOf(error: ConnectError, outcome: Outcome, now: number): Failure {
  if (outcome.kind !== "answer") return { error, status: null, retryAfterSeconds: null };
  return {
    error,
    status: outcome.status,
    retryAfterSeconds: retryAfterSeconds(outcome.retryAfter, now),
  };
}

function logFieldsOf({ error, status }: Failure): Omit<LogFields, "event"> {
  return {
    status,
    request_id: error.requestId,
    code: "code" in error ? error.code : null,
    cause: "cause" in error ? error.cause : error.kind,
  };
}
