import type { ServerResponse } from "node:http";
import { afterEach, expect, it, vi } from "vitest";
import { answerJson, startFakeApi, wireError } from "@/test/connect/fake-api";
import {
  announceConnection,
  checkConnection,
  connectionFacts,
  environmentOf,
  requireSandbox,
} from "./connection";

afterEach(() => vi.unstubAllEnvs());

it.each([
  ["mb_sk_sbx_1", false, "sandbox"],
  ["mb_sk_live_1", false, "live"],
  ["sk_1", false, "unknown"],
  ["mb_sk_live_1", true, "demo"],
] as const)(
  "takes the key %s, at an API that is the sandbox: %s, for %s",
  (apiKey, isSandbox, is) => {
    expect(environmentOf({ apiKey, isSandbox })).toBe(is);
  },
);

it("is the built-in sandbox when that says so, wherever it runs, and a start says what it found", async () => {
  let answers: (path: string, response: ServerResponse) => void = (_, response) =>
    response.destroy();
  const api = await startFakeApi(({ path }, response) => answers(path, response));
  vi.stubEnv("MEDBLOCKS_API_KEY", "mb_sk_sbx_planted");
  vi.stubEnv("MEDBLOCKS_API_URL", api.origin);
  const catalog = { resource_type: "list", data: [], has_more: false, next_cursor: null };
  const speaks = (headers: Record<string, string>) => (path: string, response: ServerResponse) => {
    if (path.startsWith("/connections")) answerJson(response, 200, catalog, headers);
    else if (path.startsWith("/patient-sessions/")) {
      answerJson(response, 404, wireError("not_found_error", "resource_not_found"), headers);
    } else answerJson(response, 404, { message: "Not Found" }, headers);
  };
  const printed: string[] = [];
  const print = (words: string) => printed.push(words);

  // On this computer, and nobody knows what it is while it does not answer.
  await requireSandbox();
  expect(connectionFacts().environment).toBe("sandbox");

  answers = speaks({});
  await expect(requireSandbox()).rejects.toThrow(
    `DEMO_SIGN_IN must be off: ${api.origin} is not the built-in sandbox.`,
  );
  await announceConnection(print);
  expect(printed).toEqual([
    "The key: Sandbox: no real hospitals.\nConnection: All is well. The API accepts the key. It does not know sessions and speaks patient-sessions, so links are made as patient-sessions. There is nothing to do.",
  ]);
  // What the check found is used, and told under Settings.
  expect(connectionFacts()).toMatchObject({
    generation: "sessions",
    detected: "patient-sessions",
    lastAnswer: { requestId: "req-1" },
  });

  answers = speaks({ "x-connect-desk-sandbox": "made-up hospitals" });
  await requireSandbox();
  await announceConnection(print);
  expect(connectionFacts().environment).toBe("demo");
  expect(printed).toHaveLength(1);
  expect((await checkConnection()).verdict.kind).toBe("well");
  expect(api.requests.every(({ method }) => method === "GET")).toBe(true);
});
