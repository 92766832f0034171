import { describe, expect, it } from "vitest";
import type { ConnectionFacts, ConnectionVerdict } from "./connection";
import { environmentWords, generationWords, verdictWords } from "./connection-words";

const facts: ConnectionFacts = {
  environment: "live",
  apiUrl: "https://api.example",
  generation: "sessions",
  detected: null,
  lastAnswer: null,
};

const every: ConnectionVerdict[] = [
  { kind: "well", generation: "sessions" },
  { kind: "key-refused" },
  { kind: "key-not-allowed" },
  { kind: "unreachable", cause: "refused" },
  { kind: "unreachable", cause: "dns" },
  { kind: "unreachable", cause: "tls" },
  { kind: "no-answer" },
  { kind: "not-the-api" },
  { kind: "other-generation", configured: "sessions", spoken: "patient-sessions" },
  { kind: "other-generation", configured: "sessions", spoken: null },
  { kind: "generation-not-told" },
  { kind: "busy", retryAfterSeconds: 8 },
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
    expect(
      verdictWords(
        { kind: "other-generation", configured: "sessions", spoken: "patient-sessions" },
        facts,
      ).text,
    ).toBe(
      "This address does not know sessions; the API seems to speak patient-sessions. Set MEDBLOCKS_GENERATION to patient-sessions and start again.",
    );
  });
});

it("tells the environment and the generation in words", () => {
  expect(environmentWords.live).toBe("Live: real patients");
  expect(generationWords(facts)).toBe("sessions");
  expect(generationWords({ ...facts, generation: "auto" })).toBe("auto, which has not asked yet");
  expect(generationWords({ ...facts, generation: "auto", detected: "patient-flows" })).toBe(
    "auto, which found patient-flows",
  );
});
