import { describe, expect, it } from "vitest";
import type { DeskError } from "@/lib/errors";
import { errorWords } from "./error-words";
import { refusedField } from "./field-words";

const requestId = "req_8Hq2";
const typed = { name: "Mario Lopes", email: "" };
const stored = { name: "Maria Lopez", email: "maria@example.com" };
const names = new Map([
  ["fhirsrc_1", "Mayo Clinic"],
  ["fhirsrc_2", "Cleveland Clinic"],
]);

const renamed = { kind: "identity-differs", requestId, stored, typed } as const;
const tooMany = { kind: "rate-limited", requestId, retryAfterSeconds: 8 } as const;

/** At least one of every kind; the compiler says which is missing. */
const every = {
  "not-our-page": [{ kind: "not-our-page", requestId }],
  "invalid-input": [{ kind: "invalid-input", requestId, fields: [] }],
  "key-refused": [{ kind: "key-refused", requestId }],
  forbidden: [{ kind: "forbidden", requestId }],
  "field-refused": [
    { kind: "field-refused", requestId, field: "email" },
    { kind: "field-refused", requestId, field: null },
  ],
  "source-gone": [
    { kind: "source-gone", requestId, sourceIds: ["fhirsrc_1"] },
    { kind: "source-gone", requestId, sourceIds: ["fhirsrc_1", "fhirsrc_2"] },
  ],
  "session-not-found": [{ kind: "session-not-found", requestId }],
  conflict: [
    { kind: "conflict", requestId, field: "patientId" },
    { kind: "conflict", requestId, field: null },
  ],
  "identity-differs": [renamed],
  "unusual-id": [{ kind: "unusual-id", requestId, patientId: "77", example: "MRN-1234" }],
  "looks-alike": [
    {
      kind: "looks-alike",
      requestId,
      known: { patientId: "MRN-1001", name: "Dana Whitfield", openForMs: 190_000 },
    },
    { kind: "looks-alike", requestId, known: { patientId: "12", name: "", openForMs: null } },
  ],
  "open-link-exists": [{ kind: "open-link-exists", requestId, links: [] }],
  "not-served": (
    ["key-expired", "not-in-plan", "version", "too-large", "too-many-keys", "not-the-api"] as const
  ).map((reason) => ({ kind: "not-served", requestId, reason })),
  "rate-limited": [tooMany, { ...tooMany, limit: "quota" }],
  "plan-exhausted": [{ kind: "plan-exhausted", requestId }],
  "source-not-answering": [
    { kind: "source-not-answering", requestId, sourceIds: ["fhirsrc_1"] },
    { kind: "source-not-answering", requestId, sourceIds: [] },
  ],
  "no-connection": [{ kind: "no-connection", requestId }],
  "not-answering": [{ kind: "not-answering", requestId }],
  "outcome-unknown": [
    { kind: "outcome-unknown", requestId, attemptId: "1", fault: false },
    { kind: "outcome-unknown", requestId, attemptId: "1", fault: true },
  ],
  "page-too-old": [
    { kind: "page-too-old", requestId, sent: false },
    { kind: "page-too-old", requestId, sent: true },
  ],
  "answer-lost": [
    { kind: "answer-lost", requestId, by: "desk" },
    { kind: "answer-lost", requestId, by: "way" },
  ],
  "signed-out": [{ kind: "signed-out", requestId }],
  "not-allowed": [{ kind: "not-allowed", requestId }],
  "second-factor-needed": [{ kind: "second-factor-needed", requestId }],
  "being-made": [{ kind: "being-made", requestId }],
  "not-made": [{ kind: "not-made", requestId }],
  "unsafe-link": [{ kind: "unsafe-link", requestId }],
  "other-patient": [{ kind: "other-patient", requestId }],
} satisfies { [Kind in DeskError["kind"]]: Extract<DeskError, { kind: Kind }>[] };

function wordsFor(error: DeskError) {
  return errorWords(error, {
    patientId: "MRN10023",
    sourceName: (id) => names.get(id) ?? id,
  });
}

describe.each(Object.entries<DeskError[]>(every))("when something fails (%s)", (_, errors) => {
  it.each(errors)("staff read what happened, what was saved and what is next: %j", (error) => {
    const words = wordsFor(error);

    expect(words.heading).toMatch(/^[A-Z].*[a-z]$/);
    for (const sentence of [words.happened, words.saved, words.next]) {
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(sentence).not.toMatch(/undefined|null|NaN| {2}| \./);
    }
  });

  it.each(errors)("nothing blames, begs or counts in the API's way: %j", (error) => {
    const text = Object.values(wordsFor(error)).join(" ");

    expect(text).not.toMatch(/please|sorry|oops|invalid|illegal|bad request|error/i);
    expect(text).not.toMatch(/\b[1-5]\d\d\b/);
    expect(text).not.toContain(requestId);
    expect(text).not.toContain("fhirsrc_");
  });
});

describe("the words", () => {
  it("say who this ID belongs to and who was typed", () => {
    expect(wordsFor(renamed).happened).toBe(
      "MRN10023 is Maria Lopez, maria@example.com in Medblocks. You typed Mario Lopes. Creating would change the details of that patient.",
    );
  });

  it("name the patient nowhere else", () => {
    for (const error of Object.values<DeskError[]>(every).flat()) {
      if (error.kind === "identity-differs") continue;
      expect(Object.values(wordsFor(error)).join(" ")).not.toMatch(/MRN10023|Lope/);
    }
  });

  it("name the hospitals that are gone", () => {
    const [one, two] = every["source-gone"].map((error) => wordsFor(error).happened);
    expect(one).toBe("Mayo Clinic is not in the list now.");
    expect(two).toBe("Mayo Clinic and Cleveland Clinic are not in the list now.");
  });

  it("say how long to wait", () => {
    expect(wordsFor(tooMany).next).toBe("You can press Create in 8 seconds.");
    expect(wordsFor({ ...tooMany, retryAfterSeconds: 1 }).next).toMatch(/ in 1 second\.$/);
    expect(wordsFor({ ...tooMany, retryAfterSeconds: 0 }).next).toBe("You can press Create now.");
  });

  it("name the field that was refused, whatever it is called", () => {
    expect(refusedField("email")).toBe("Medblocks did not accept the email. Check it.");
    expect(refusedField("nickname")).toBe("Medblocks did not accept this. Check it.");
  });

  it.each([
    "outcome-unknown",
    "answer-lost",
    "page-too-old",
    "unsafe-link",
    "other-patient",
  ] as const)("never say that no link was made when nobody knows (%s)", (kind) => {
    for (const error of every[kind]) {
      expect(Object.values(wordsFor(error)).join(" ")).not.toMatch(/no link was made/i);
    }
  });
});
