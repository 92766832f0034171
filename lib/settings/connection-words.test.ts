import { describe, expect, it } from "vitest";
import type { ConnectionFacts, ConnectionVerdict } from "./connection";
import { environmentWords, generationWords, verdictWords } from "./connection-words";

const facts: ConnectionFacts = {
  environment: "live",
  apiUrl: "https://api.example",
  proxy: null,
  generation: "sessions",
  detected: null,
  lastAnswer: null,
};

const every: ConnectionVerdict[] = [
  { kind: "well", generation: "sessions", missing: null },
  { kind: "well", generation: "patient-sessions", missing: "sessions" },
  { kind: "version-refused" },
  { kind: "key-refused" },
  { kind: "key-not-allowed", what: "hospitals" },
  { kind: "key-not-allowed", what: "links" },
  { kind: "unreachable", cause: "refused" },
  { kind: "unreachable", cause: "dns" },
  { kind: "unreachable", cause: "tls" },
  { kind: "unreachable", cause: "proxy" },
  { kind: "no-answer" },
  { kind: "not-the-api" },
  { kind: "other-generation", configured: "sessions" },
  { kind: "generation-not-told" },
  { kind: "plan", lacks: "feature" },
  { kind: "plan", lacks: "patients" },
  { kind: "busy", retryAfterSeconds: 8, isQuota: false },
  { kind: "busy", retryAfterSeconds: 8, isQuota: true },
  { kind: "fault", status: 500 },
];

describe("what a check found", () => {
  it.each(every)("says what is wrong and what to change: %j", (verdict) => {
    const { heading, text } = verdictWords(verdict, facts);
    expect(heading).not.toBe("");
    expect(text).toMatch(/\.$/);
    // No begging, no blame.
    expect(`${heading} ${text}`).not.toMatch(/please|sorry|invalid|oops/i);
  });

  it("names the variable at fault", () => {
    const named = (verdict: ConnectionVerdict) =>
      [...verdictWords(verdict, facts).text.matchAll(/MEDBLOCKS_\w+/g)].map(([name]) => name);
    expect(named({ kind: "key-refused" })).toEqual(["MEDBLOCKS_API_KEY"]);
    expect(named({ kind: "unreachable", cause: "dns" })).toEqual(["MEDBLOCKS_API_URL"]);
    expect(named({ kind: "version-refused" })).toEqual(["MEDBLOCKS_VERSION"]);
  });

  it("asks for nothing where the desk has found the API's generation by itself", () => {
    const { heading, text } = verdictWords(
      { kind: "well", generation: "patient-sessions", missing: "sessions" },
      facts,
    );
    expect(heading).toBe("All is well");
    expect(text).toBe(
      "The API accepts the key. It does not know sessions and speaks patient-sessions, so links are made as patient-sessions. There is nothing to do.",
    );
  });
});

it("tells the environment and the generation in words", () => {
  expect(environmentWords.live).toBe("Production: real patients");
  expect(environmentWords.sandbox).toBe("Sandbox: no real hospitals");
  expect(generationWords(facts)).toBe("sessions");
  expect(generationWords({ ...facts, detected: "sessions" })).toBe("sessions");
  expect(generationWords({ ...facts, detected: "patient-sessions" })).toBe(
    "patient-sessions, as the API does not know sessions",
  );
  expect(generationWords({ ...facts, generation: "auto" })).toBe("auto, which has not asked yet");
  expect(generationWords({ ...facts, generation: "auto", detected: "patient-flows" })).toBe(
    "auto, which found patient-flows",
  );
});
