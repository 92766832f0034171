import { expect, test } from "vitest";
import type { ConnectError } from "./errors";
import { retryWaitMs } from "./retry";

type UnknownOutcome = Extract<ConnectError, { kind: "unknown-outcome" }>;

const requestId = null;
const refused: ConnectError = { kind: "unreachable", cause: "refused", requestId };

function unknown(cause: UnknownOutcome["cause"], status: number | null) {
  const error: ConnectError = {
    kind: "unknown-outcome",
    cause,
    status,
    type: null,
    code: null,
    requestId,
  };
  return { error, status, retryAfterSeconds: null };
}

function rejected(status: number, code: string) {
  const error: ConnectError = {
    kind: "rejected",
    status,
    type: null,
    code,
    param: null,
    requestId,
  };
  return { error, status, retryAfterSeconds: null };
}

function limited(retryAfterSeconds: number | null, code = "throttled") {
  const error: ConnectError = { kind: "rate-limited", retryAfterSeconds: 10, code, requestId };
  return { error, status: 429, retryAfterSeconds };
}

test("waits longer each time and gives up after the fourth try", () => {
  const failure = { error: refused, status: null, retryAfterSeconds: null };
  expect([1, 2, 3, 4].map((attempt) => retryWaitMs(failure, attempt, 0))).toEqual([
    250,
    500,
    1000,
    null,
  ]);
  expect([1, 2, 3].map((attempt) => retryWaitMs(failure, attempt, 1))).toEqual([500, 750, 1250]);
});

test.each([
  ["a lost connection", unknown("dropped", null)],
  ["a slow answer", unknown("timeout", null)],
  ["an answer that breaks off", unknown("cut-off", 200)],
  ["an answer that trickles", unknown("timeout", 200)],
  ["408", unknown("timeout", 408)],
  ["429", limited(null)],
  ["500", unknown("server-fault", 500)],
  ["502", unknown("server-fault", 502)],
  ["502 from a system behind", rejected(502, "oauth_error")],
  ["503", unknown("server-fault", 503)],
  ["504", unknown("server-fault", 504)],
])("tries again after %s", (_, failure) => {
  expect(retryWaitMs(failure, 1, 0)).toBe(250);
});

test.each([
  [
    "a certificate that does not fit",
    { ...unknown("dropped", null), error: { ...refused, cause: "tls" as const } },
  ],
  ["400", rejected(400, "invalid_data")],
  ["401", rejected(401, "invalid_api_key")],
  ["402", rejected(402, "quota_exceeded")],
  ["403", rejected(403, "forbidden")],
  ["404", rejected(404, "resource_not_found")],
  ["a used-up quota", limited(null, "quota_exceeded")],
  ["a page instead of JSON", unknown("not-json", 200)],
  ["JSON of another kind", unknown("wrong-shape", 200)],
  ["another patient", unknown("other-patient", 200)],
  ["a redirect", unknown("redirect", 307)],
  ["501", unknown("server-fault", 501)],
])("does not try again after %s", (_, failure) => {
  expect(retryWaitMs(failure, 1, 0)).toBeNull();
});

test("waits as long as it is asked to, up to two seconds, else not at all", () => {
  expect(retryWaitMs(limited(1), 1, 0)).toBe(1000);
  expect(retryWaitMs(limited(2), 3, 1)).toBe(2250);
  expect(retryWaitMs(limited(3), 1, 0)).toBeNull();
  expect(retryWaitMs(limited(3600), 1, 0)).toBeNull();
});
