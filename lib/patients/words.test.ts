import { describe, expect, it } from "vitest";
import type { DeskError } from "@/lib/errors";
import { errorWords } from "@/lib/sessions/error-words";
import { connectionWords, heardWords } from "./connection-words";
import type { CorrectionError } from "./correction";
import { correctionWords } from "./correction-words";

const requestId = "req_1";
const context = { patientId: "MRN10023", sourceName: () => "Mayo Clinic" };

describe("the words for a hospital of a patient", () => {
  it.each([
    ["connected", "Connected", null],
    ["lapsed", "Access lapsed", "The patient must sign in again."],
    ["declined", "Not connected", "The patient said no at the sign-in."],
    ["failed", "Not connected", "The hospital’s sign-in could not finish."],
    ["disconnected", "Disconnected", "The clinic ended the access."],
  ] as const)("that is %s are “%s”", (state, label, reason) => {
    expect(connectionWords[state]).toMatchObject({ label, reason });
  });

  it("offer another sign-in only where one could help, and say what to do", () => {
    const offered = Object.entries(connectionWords).filter(([, { reconnect }]) => reconnect);
    expect(offered.map(([state]) => state)).toEqual([
      "lapsed",
      "declined",
      "failed",
      "disconnected",
    ]);
    for (const [, { next }] of offered) expect(next).toMatch(/Reconnect/);
  });

  it("say that Medblocks is not answering only when it is not", () => {
    expect(heardWords["not-answering"]?.heading).toBe("Medblocks is not answering");
    expect(heardWords.answered).toBeNull();
    expect(heardWords["key-refused"]?.text).toMatch(/key/);
  });
});

describe("the words for a failed Reconnect", () => {
  it.each<DeskError>([
    { kind: "key-refused", requestId },
    { kind: "no-connection", requestId },
    { kind: "not-made", requestId },
    { kind: "signed-out", requestId },
    { kind: "rate-limited", requestId, retryAfterSeconds: 8 },
    { kind: "source-gone", requestId, sourceIds: ["fhirsrc_1"] },
    { kind: "open-link-exists", requestId, links: [] },
    { kind: "outcome-unknown", requestId, attemptId: "1", fault: false },
    { kind: "not-served", requestId, reason: "too-large" },
    { kind: "page-too-old", requestId, sent: true },
    { kind: "looks-alike", requestId, known: { patientId: "1", name: "", openForMs: null } },
  ])("of the kind $kind are those of the form, for a page without one", (error) => {
    const words = errorWords(error, context, "Reconnect");
    expect(words).toMatchObject({
      heading: errorWords(error, context).heading,
      happened: errorWords(error, context).happened,
    });
    expect(Object.values(words).join(" ")).not.toMatch(/Create|entries|Remove/);
  });

  it("name the button", () => {
    expect(errorWords({ kind: "not-made", requestId }, context, "Reconnect").next).toBe(
      "Press Reconnect.",
    );
  });
});

describe("the words for a failed correction", () => {
  it.each<CorrectionError>([
    { kind: "changed-meanwhile", requestId, stored: { name: "", email: "new@example.com" } },
    { kind: "correction-unknown", requestId },
    { kind: "not-corrected", requestId },
    { kind: "unknown-patient", requestId },
    { kind: "patient-not-found", requestId },
    { kind: "signed-out", requestId },
    { kind: "not-our-page", requestId },
    { kind: "invalid-input", requestId, fields: [] },
    { kind: "field-refused", requestId, field: "email" },
    { kind: "key-refused", requestId },
    { kind: "forbidden", requestId },
    { kind: "rate-limited", requestId, retryAfterSeconds: 8 },
    { kind: "no-connection", requestId },
    { kind: "second-factor-needed", requestId },
  ])("of the kind $kind speak of no link, and say what to do next", (error) => {
    const words = correctionWords(error);
    expect(Object.values(words).every((text) => text !== "")).toBe(true);
    expect(Object.values(words).join(" ")).not.toMatch(/Create\b|link was|make a new link/i);
  });

  it("say what Medblocks has now when somebody else changed it", () => {
    const stored = { name: "Mary Lopez", email: "" };
    expect(correctionWords({ kind: "changed-meanwhile", requestId, stored }).happened).toBe(
      "Medblocks now has Mary Lopez, no email.",
    );
  });

  it("never say that nothing was changed while nobody knows", () => {
    const words = correctionWords({ kind: "correction-unknown", requestId });
    expect(Object.values(words).join(" ")).not.toMatch(/nothing was changed/i);
  });
});
