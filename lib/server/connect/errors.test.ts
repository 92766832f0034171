import { describe, expect, test } from "vitest";
import { wireError } from "@/test/connect/fake-api";
import { isNotFound, parseErrorAnswer, retryAfterSeconds } from "./errors";
import type { Answer } from "./transport";

const now = Date.parse("2026-04-25T14:30:00Z");

function answer(status: number, body: unknown, more: Partial<Answer> = {}): Answer {
  return {
    kind: "answer",
    status,
    contentType: "application/json",
    retryAfter: null,
    requestId: "req-1",
    text: typeof body === "string" ? body : JSON.stringify(body),
    problem: null,
    ...more,
  };
}

const parse = (given: Answer, read = false) => parseErrorAnswer(given, read, now);

describe("a refusal", () => {
  test.each([
    [400, "invalid_request_error", "invalid_data"],
    [401, "authentication_error", "invalid_api_key"],
    [402, "billing_error", "quota_exceeded"],
    [403, "permission_error", "insufficient_scope"],
    [404, "not_found_error", "resource_not_found"],
    [409, "conflict_error", "external_id_already_exists"],
    [413, "invalid_request_error", "payload_too_large"],
    [422, "invalid_request_error", "invalid_data"],
  ])("of %i names type, code and field", (status, type, code) => {
    expect(parse(answer(status, wireError(type, code, { param: "patient_id" })))).toEqual({
      kind: "rejected",
      status,
      type,
      code,
      param: "patient_id",
      requestId: "req-1",
    });
  });

  test.each(["", "<html>no</html>", "null", "[]", '{"error":"no"}', '{"error":{"code":7}}'])(
    "is understood without an envelope: %j",
    (text) => {
      expect(parse(answer(404, text))).toEqual({
        kind: "rejected",
        status: 404,
        type: null,
        code: "http_404",
        param: null,
        requestId: "req-1",
      });
    },
  );

  test("takes the request id of the envelope when the header is missing", () => {
    const given = answer(400, wireError("invalid_request_error", "bad_request"), {
      requestId: null,
    });
    expect(parse(given)).toMatchObject({ requestId: "req-1" });
  });

  test("lets nothing through that reads like an echo of what was sent", () => {
    const echo = wireError("Jane Doe", "MRN 10023", {
      param: "Jane Doe",
      request_id: "Jane Doe",
    });
    const error = parse(answer(400, echo, { requestId: null }));
    expect(error).toMatchObject({ type: null, code: "http_400", param: null, requestId: null });
    expect(JSON.stringify(error)).not.toMatch(/Jane|10023|Words of the API/);
  });

  test("by a system behind the API is a refusal too", () => {
    expect(parse(answer(502, wireError("ehr_error", "oauth_error")))).toMatchObject({
      kind: "rejected",
      status: 502,
      code: "oauth_error",
    });
  });
});

describe("an answer that leaves it open what happened", () => {
  test.each([
    [500, wireError("api_error", "internal_error"), "server-fault", "internal_error"],
    [502, "<html>bad gateway</html>", "server-fault", "http_502"],
    [503, "", "server-fault", "http_503"],
    [504, "", "server-fault", "http_504"],
    [520, "", "server-fault", "http_520"],
    [408, "", "timeout", "http_408"],
    [307, "", "redirect", "http_307"],
  ])("%i", (status, body, cause, code) => {
    expect(parse(answer(status, body))).toMatchObject({
      kind: "unknown-outcome",
      cause,
      code,
      status,
    });
  });
});

describe("a fault of the API's own mail or storage", () => {
  test.each(["email_error", "storage_error"])("%s leaves open what was done", (code) => {
    const given = answer(502, wireError("ehr_error", code));
    expect(parse(given)).toMatchObject({ kind: "unknown-outcome", cause: "server-fault", code });
  });
});

describe("being asked to wait", () => {
  test("says how long", () => {
    const given = answer(429, wireError("rate_limit_error", "throttled"), { retryAfter: "7" });
    expect(parse(given)).toEqual({
      kind: "rate-limited",
      retryAfterSeconds: 7,
      code: "throttled",
      requestId: "req-1",
    });
  });

  test("without a time means ten seconds", () => {
    expect(parse(answer(429, ""))).toMatchObject({ retryAfterSeconds: 10, code: "http_429" });
  });

  test("by a 503 leaves a create open and only delays a read", () => {
    const given = answer(503, "", { retryAfter: "30" });
    expect(parse(given, false)).toMatchObject({ kind: "unknown-outcome", cause: "server-fault" });
    expect(parse(given, true)).toMatchObject({ kind: "rate-limited", retryAfterSeconds: 30 });
  });

  test.each([
    ["5", 5],
    ["0", 1],
    ["86400", 3600],
    ["Sat, 25 Apr 2026 14:30:20 GMT", 20],
    ["Sat, 25 Apr 2026 14:00:00 GMT", 1],
    ["soon GMT", null],
    ["soon", null],
    ["-5", null],
    ["1.5", null],
    [null, null],
  ])("Retry-After %s is %s seconds", (header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });
});

describe("a no to the question whether something is there", () => {
  const gone = wireError("not_found_error", "resource_not_found");
  const html = "<!doctype html><title>404 Not Found</title>";

  test.each<[says: boolean, who: string, given: Answer]>([
    [true, "the API", answer(404, gone)],
    [false, "a proxy with a page", answer(404, html, { contentType: "text/html" })],
    [false, "a proxy with JSON of its own", answer(404, { message: "Not Found" })],
    [false, "a proxy with nothing", answer(404, "")],
    [false, "a route that is not there", answer(405, "")],
    [false, "the API, about something else", answer(404, wireError("not_found_error", "no_route"))],
    [false, "the API, for another reason", answer(403, wireError("permission_error", "forbidden"))],
    [false, "something that uses its word", answer(410, gone)],
    [false, "a fault", answer(500, wireError("api_error", "internal_error"))],
  ])("is %s from %s", (says, _, given) => {
    expect(isNotFound(parse(given, true))).toBe(says);
  });
});
