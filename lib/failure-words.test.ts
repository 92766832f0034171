import { describe, expect, it } from "vitest";
import type { AppError } from "@/lib/errors";
import { failureWords } from "./failure-words";

const failures: AppError[] = [
  { kind: "signed-out", requestId: null },
  { kind: "no-connection", requestId: null },
  { kind: "not-our-page", requestId: null },
  { kind: "invalid-input", requestId: null, fields: [] },
  { kind: "sign-in-refused", requestId: null },
  { kind: "wait-to-sign-in", requestId: null, retryAfterSeconds: 1 },
  { kind: "wait-to-sign-in", requestId: null, retryAfterSeconds: 8 },
  { kind: "one-time-address-gone", requestId: null },
  { kind: "wait-to-sign-in", requestId: null, retryAfterSeconds: 840 },
  { kind: "single-sign-on-not-answering", requestId: null },
  { kind: "proof-needed", requestId: null, ways: ["password"], passkey: null, providerUrl: null },
  { kind: "last-administrator", requestId: null },
  { kind: "already-staff", requestId: null },
  { kind: "staff-not-found", requestId: null },
];

describe.each(failures)("away from the form of links, $kind", (error) => {
  const words = failureWords(error);
  const said = Object.values(words).join(" ");

  it("says what happened, what was saved and what is next", () => {
    expect(words.heading).toMatch(/^[A-Z].*[a-z]$/);
    for (const sentence of [words.happened, words.saved, words.next]) {
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(sentence).not.toMatch(/undefined|null|NaN| {2}| \./);
    }
  });

  it("says what was saved and never speaks of a link or of Create", () => {
    expect(said).toContain("Nothing was changed.");
    expect(said).not.toMatch(/\blink|Create|Medblocks/);
  });

  it("blames nobody, and counts in no server's way", () => {
    expect(said).not.toMatch(/please|oops|sorry|invalid|illegal|bad request|error/i);
    expect(said).not.toMatch(/\b[1-5]\d\d\b/);
  });
});

it("tells nobody whether an account exists", () => {
  const { heading, happened } = failureWords({ kind: "sign-in-refused", requestId: null });
  expect(`${heading} ${happened}`).not.toMatch(/account|exist|unknown|user/i);
});
