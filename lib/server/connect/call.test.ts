import { describe, expect, test } from "vitest";
import { fail, ok } from "@/lib/result";
import { wireError } from "@/test/connect/fake-api";
import { answer, create, dropped, good, playing, read } from "@/test/connect/fake-outcomes";
import { type Call, send } from "./call";
import type { Answer, Outcome } from "./transport";

describe("a read", () => {
  test("is tried up to four times", async () => {
    const { setup, requests, waits } = playing([dropped, dropped, dropped, good]);
    expect(await send(setup, read)).toEqual(ok({ word: "hello" }));
    expect(requests).toHaveLength(4);
    expect(waits).toEqual([250, 500, 1000]);
  });

  test("ends with the last failure", async () => {
    const { setup, requests } = playing([]);
    expect(await send(setup, read)).toEqual(
      fail({
        kind: "unknown-outcome",
        cause: "dropped",
        status: null,
        type: null,
        code: null,
        requestId: null,
      }),
    );
    expect(requests).toHaveLength(4);
  });

  test("ends at its deadline, however many tries are left", async () => {
    const { setup, requests } = playing([], 4000);
    await send(setup, read);
    expect(requests.map((request) => request.timeoutMs)).toEqual([4000, 3750]);
  });

  test("waits for the time it is told, and tells when that is too long", async () => {
    const soon = playing([answer(429, "", { retryAfter: "1" }), good]);
    expect(await send(soon.setup, read)).toEqual(ok({ word: "hello" }));
    expect(soon.waits).toEqual([1000]);

    const later = playing([answer(503, "", { retryAfter: "30" }), good]);
    expect(await send(later.setup, read)).toMatchObject({
      error: { kind: "rate-limited", retryAfterSeconds: 30 },
    });
    expect(later.requests).toHaveLength(1);
  });
});

describe("the size of an answer", () => {
  test("may be 4 MiB for a read, and far less for a write", async () => {
    const { setup, requests } = playing([good, good]);
    await send(setup, read);
    await send(setup, create);
    expect(requests.map(({ maxBytes }) => maxBytes)).toEqual([4 * 1024 * 1024, 256 * 1024]);
  });
});

describe("a create", () => {
  test.each([
    ["nothing was sent", { kind: "not-sent", cause: "refused" }, "unreachable"],
    ["the connection was lost", dropped, "unknown-outcome"],
    ["429", answer(429, "", { retryAfter: "1" }), "rate-limited"],
    ["500", answer(500, ""), "unknown-outcome"],
    ["502", answer(502, ""), "unknown-outcome"],
    ["503", answer(503, "", { retryAfter: "1" }), "unknown-outcome"],
    ["504", answer(504, ""), "unknown-outcome"],
  ] satisfies [string, Outcome, string][])("goes out once when %s", async (_, outcome, kind) => {
    const { setup, requests } = playing([outcome, good]);
    expect(await send(setup, create)).toMatchObject({ ok: false, error: { kind } });
    expect(requests).toHaveLength(1);
  });

  test("has all the time that is left", async () => {
    const { setup, requests } = playing([good]);
    await send(setup, { ...create, deadline: 12_000 });
    expect(requests[0]).toMatchObject({ method: "POST", timeoutMs: 12_000 });
  });
});

describe("a 2xx", () => {
  test.each([200, 201, 202])("of %i is as good as any", async (status) => {
    const { setup } = playing([answer(status, { word: "hello" })]);
    expect(await send(setup, create)).toEqual(ok({ word: "hello" }));
  });

  test.each(["application/json", "Application/JSON;charset=utf-8", "application/problem+json"])(
    "is read as JSON when it is %s",
    async (contentType) => {
      const { setup } = playing([answer(200, { word: "hello" }, { contentType })]);
      expect(await send(setup, create)).toEqual(ok({ word: "hello" }));
    },
  );

  test.each([
    [
      "the web app's HTML",
      answer(200, "<!doctype html>", { contentType: "text/html" }),
      "not-json",
    ],
    ["JSON that calls itself a page", answer(200, {}, { contentType: "text/html" }), "not-json"],
    ["JSON without a type", answer(200, {}, { contentType: "" }), "not-json"],
    ["an empty body", answer(200, ""), "not-json"],
    ["no content", answer(204, ""), "not-json"],
    ["half a JSON text", answer(200, '{"word":"hel'), "not-json"],
    ["a body cut off", answer(200, '{"word":"hel', { problem: "cut-off" }), "cut-off"],
    ["a huge body", answer(200, "x", { problem: "too-large" }), "too-large"],
    ["a body that trickles", answer(200, "x", { problem: "timeout" }), "timeout"],
  ] satisfies [string, Answer, string][])("with %s is not believed", async (_, outcome, cause) => {
    const { setup } = playing([outcome]);
    expect(await send(setup, create)).toEqual(
      fail({
        kind: "unknown-outcome",
        cause,
        status: outcome.status,
        type: null,
        code: null,
        requestId: "req-1",
      }),
    );
  });

  test("whose content is not what was asked for is not believed", async () => {
    const { setup } = playing([good]);
    const foreign: Call<unknown> = { ...create, parse: () => fail("other-patient") };
    expect(await send(setup, foreign)).toMatchObject({
      error: { kind: "unknown-outcome", cause: "other-patient", status: 200, requestId: "req-1" },
    });
  });
});

describe("the log", () => {
  test("has one line for each try that failed, and none for what went well", async () => {
    const throttled = answer(429, wireError("rate_limit_error", "throttled"));
    const refused = answer(401, wireError("authentication_error", "invalid_api_key"));
    const { setup, lines } = playing([throttled, refused], 30);
    await send(setup, read);
    expect(lines).toEqual([
      {
        event: "connect_retry",
        operation: "read_word",
        attempt: 1,
        duration_ms: 30,
        status: 429,
        code: "throttled",
        cause: "rate-limited",
        request_id: "req-1",
      },
      {
        event: "connect_failed",
        operation: "read_word",
        attempt: 2,
        duration_ms: 30,
        status: 401,
        code: "invalid_api_key",
        cause: "rejected",
        request_id: "req-1",
      },
    ]);

    const fine = playing([good]);
    await send(fine.setup, read);
    expect(fine.lines).toEqual([]);
  });

  test("says nothing of a new patient, whom the API cannot know", async () => {
    const unknown = answer(404, wireError("not_found_error", "resource_not_found"));
    const expected = playing([unknown]);
    await send(expected.setup, { ...read, mayBeUnknown: true });
    expect(expected.lines).toEqual([]);

    const proxy = playing([answer(404, "<html>Not Found</html>", { contentType: "text/html" })]);
    await send(proxy.setup, { ...read, mayBeUnknown: true });
    expect(proxy.lines).toMatchObject([{ event: "connect_failed", code: "http_404" }]);
    const other = playing([unknown]);
    await send(other.setup, read);
    expect(other.lines).toMatchObject([{ code: "resource_not_found" }]);
  });

  test("names nobody, whatever went wrong", async () => {
    const echo = wireError("Jane Doe", "MRN10023", {
      message: "No Jane Doe for Bearer mb_sk_sbx_planted",
      param: "MRN10023",
    });
    const outcomes = [400, 404, 429, 500, 502].map((status) => answer(status, echo));
    for (const outcome of [...outcomes, dropped, answer(200, "Jane Doe MRN10023")]) {
      for (const call of [read, create]) {
        const { setup, lines } = playing([outcome]);
        await send(setup, call);
        expect(lines.length).toBeGreaterThan(0);
        expect(JSON.stringify(lines)).not.toMatch(/Jane|MRN10023|planted|patients/);
      }
    }
  });
});
