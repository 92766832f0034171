import { describe, expect, it } from "vitest";
import { answerJson, findClosedPort, startFakeApi, wireError } from "@/test/connect/fake-api";
import { checkConnection } from "./check";
import type { Generation } from "./generations";
import { prepareCalls } from "./setup";

const shell = "<!doctype html><title>Medblocks</title>";
const catalog = { resource_type: "list", data: [], has_more: false, next_cursor: null };
const notThere = wireError("not_found_error", "resource_not_found");

type Answers = Record<string, [status: number, body: unknown]>;

/** Checks an API that answers these paths so, and every other one with the web app's page and 200. */
async function checkOf(answers: Answers, configured: Generation | "auto" = "sessions") {
  const api = await startFakeApi(({ path }, response) => {
    const known = Object.keys(answers).find((start) => path.startsWith(start));
    const [status, body] = (known && answers[known]) || [200, shell];
    if (typeof body !== "string") return answerJson(response, status, body);
    response.writeHead(status, { "content-type": "text/html", "x-request-id": "req-page" });
    response.end(body);
  });
  const checked = await checkAt(api.origin, configured);
  return { ...checked, requests: api.requests };
}

function checkAt(apiUrl: string, configured: Generation | "auto" = "sessions") {
  const { probe } = prepareCalls({
    apiUrl,
    apiKey: "mb_sk_sbx_planted",
    generation: configured,
    version: "2026-04-25",
    linkOrigins: [],
    log: () => {},
    timeouts: { readTryMs: 2000 },
  });
  return checkConnection(configured, probe, Date.now);
}

describe("a check of the connection", () => {
  it("says that all is well, by reading what changes nothing", async () => {
    const { verdict, requestId, requests } = await checkOf({
      "/connections": [200, catalog],
      "/sessions/": [404, notThere],
    });
    expect(verdict).toEqual({ kind: "well", generation: "sessions", missing: null });
    expect(requestId).toBe("req-1");
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "GET /connections?limit=1",
      `GET /sessions/sess_${"0".repeat(26)}`,
    ]);
  });

  it.each([
    [401, { kind: "key-refused" }],
    [403, { kind: "key-not-allowed", what: "hospitals" }],
    [402, { kind: "plan", lacks: "patients" }],
    [409, { kind: "fault", status: 409 }],
    [429, { kind: "busy", retryAfterSeconds: 10, isQuota: false }],
    [500, { kind: "fault", status: 500 }],
  ])("tells an answer of %i", async (status, verdict) => {
    const refusal = wireError("some_error", "some_code");
    const checked = await checkOf({ "/connections": [status, refusal] });
    expect(checked).toMatchObject({ verdict, requestId: "req-1" });
    expect(checked.requests).toHaveLength(1);
  });

  it.each([
    ["a web page", 200, shell],
    ["a guest network's own refusal", 403, shell],
    ["a redirect", 302, ""],
    ["JSON of something else", 200, { status: "ok" }],
    ["something else's own 404", 404, { message: "Not Found" }],
  ])("takes %s for another address than the API's", async (_what, status, body) => {
    const { verdict } = await checkOf({ "/connections": [status, body] });
    expect(verdict).toEqual({ kind: "not-the-api" });
  });

  it("tells that nothing answers at the address", async () => {
    const { verdict, requestId } = await checkAt(`http://127.0.0.1:${await findClosedPort()}`);
    expect(verdict).toEqual({ kind: "unreachable", cause: "refused" });
    expect(requestId).toBeNull();
  });

  it("finds the generation that the API speaks when it is not the configured one", async () => {
    const { verdict, requestId } = await checkOf({
      "/connections": [200, catalog],
      "/patient-sessions/": [404, notThere],
    });
    expect(verdict).toEqual({
      kind: "well",
      generation: "patient-sessions",
      missing: "sessions",
    });
    expect(requestId).toBe("req-page");
  });

  it("says so when the API tells no generation at all", async () => {
    const answers: Answers = { "/connections": [200, catalog] };
    expect((await checkOf(answers)).verdict).toEqual({
      kind: "other-generation",
      configured: "sessions",
    });
    expect((await checkOf(answers, "auto")).verdict).toEqual({ kind: "generation-not-told" });
  });

  it("finds the generation when it is left to us", async () => {
    const { verdict } = await checkOf(
      { "/connections": [200, catalog], "/patient-flows/": [404, notThere] },
      "auto",
    );
    expect(verdict).toEqual({ kind: "well", generation: "patient-flows", missing: null });
  });

  it("does not blame the generation for a key that is refused there only", async () => {
    const { verdict } = await checkOf({
      "/connections": [200, catalog],
      "/sessions/": [401, wireError("authentication_error", "invalid_api_key")],
    });
    expect(verdict).toEqual({ kind: "key-refused" });
  });

  it("says that the key may not read links, which proves that their route is there", async () => {
    const { verdict } = await checkOf({
      "/connections": [200, catalog],
      "/sessions/": [403, wireError("permission_error", "insufficient_scope")],
    });
    expect(verdict).toEqual({ kind: "key-not-allowed", what: "links" });
  });

  it.each([
    [402, "feature_not_enabled", { kind: "plan", lacks: "feature" }],
    [402, "quota_exceeded", { kind: "plan", lacks: "patients" }],
    [429, "quota_exceeded", { kind: "busy", retryAfterSeconds: 10, isQuota: true }],
  ])("tells %i %s by both", async (status, code, verdict) => {
    const checked = await checkOf({ "/connections": [status, wireError("billing_error", code)] });
    expect(checked.verdict).toEqual(verdict);
  });

  it("says that the API does not know the version it is asked for", async () => {
    const { verdict } = await checkOf({
      "/connections": [400, wireError("invalid_request_error", "unsupported_api_version")],
    });
    expect(verdict).toEqual({ kind: "version-refused" });
  });

  it.each([
    ["https://docs.medblocks.com/errors/x", "https://docs.medblocks.com/errors/x"],
    ["http://docs.medblocks.com/errors/x", null],
    ["javascript:alert(1)", null],
    ["https://me@docs.medblocks.com/", null],
    ["data:text/html,hello", null],
    [null, null],
    [7, null],
  ])("gives the address that explains the error, %j, as %j", async (doc_url, helpUrl) => {
    const refusal = wireError("billing_error", "feature_not_enabled", { doc_url });
    expect(await checkOf({ "/connections": [402, refusal] })).toMatchObject({ helpUrl });
    const well = {
      "/connections": [200, catalog],
      "/sessions/": [404, notThere],
    } satisfies Answers;
    expect(await checkOf(well)).toMatchObject({ helpUrl: null });
  });
});
