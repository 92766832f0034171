import { describe, expect, it } from "vitest";
import { attempt, sampleInput } from "@/test/sessions/sample-input";
import { createSessionSchema } from "./schema";

/** What a stranger's script may send instead of the form. */
function send(changes: object) {
  return createSessionSchema.safeParse({ ...sampleInput(), ...changes });
}

describe("anybody can post anything", () => {
  it.each([[[]], [{}], [7], [null], [true], [["MRN10023"]], [{ toString: "MRN10023" }]])(
    "but %j is not a text",
    (value) => {
      const texts = ["attemptId", "patientId", "name", "email", "mode", "onlySourceId"];
      for (const field of [...texts, "returnUrl", "buttonLabel"]) {
        const { error } = send({ [field]: value });
        expect(new Set(error?.issues.map(({ path }) => path.join(".")))).toEqual(new Set([field]));
      }
      expect(send({ suggestedSourceIds: [value] }).success).toBe(false);
      expect(send({ metadata: [{ key: value, value: "1" }] }).success).toBe(false);
      expect(send({ metadata: [{ key: "1", value }] }).success).toBe(false);
      expect(send({ replaces: { name: value, email: "" } }).success).toBe(false);
    },
  );

  it.each(Object.keys(sampleInput()))("but %s is not left out", (field) => {
    const { [field]: _, ...rest } = { ...sampleInput() } as Record<string, unknown>;
    expect(createSessionSchema.safeParse(rest).success).toBe(false);
  });

  it.each([undefined, null, "MRN10023", 7, [], new Date(0), [sampleInput()]])(
    "but %s is no form",
    (input) => {
      expect(createSessionSchema.safeParse(input).success).toBe(false);
    },
  );

  it.each(["1", "A".repeat(32), "a".repeat(31), "a".repeat(33), `${"a".repeat(32)}\n`])(
    "but %j is no attempt",
    (attemptId) => {
      expect(send({ attemptId }).success).toBe(false);
    },
  );

  it("but what is not in the form does not get in", () => {
    const more = JSON.parse('{"stage":"made","__proto__":{"makeAnother":true}}');
    const input = { ...sampleInput(), ...more, metadata: [{ key: "a", value: "b", more: 1 }] };

    const parsed = createSessionSchema.parse(input);

    expect(Object.keys(parsed)).toEqual(Object.keys(sampleInput()));
    expect(parsed.makeAnother).toBe(false);
    expect(parsed.metadata).toEqual([{ key: "a", value: "b" }]);
  });
});

describe("checking twice", () => {
  it.each([
    {},
    { patientId: " MRN 100\u00a023 ", name: "  Jose\u0301 ", email: " maria@example.com " },
    { patientId: "a \u0301b" },
    { patientId: "\u1100 \u1161" },
    { name: "\u0301 x \u0301", buttonLabel: "\ufeffAcme\u3000" },
    { returnUrl: " HTTPS://Clinic.Example/a b " },
    { metadata: [{ key: " a\u030a ", value: "\u00a0b" }] },
    { mode: "only", onlySourceId: "fhirsrc_1" },
    { attemptId: attempt(7), replaces: { name: " As it is stored ", email: "" } },
  ])("gives the same as checking once: %j", (changes) => {
    const once = createSessionSchema.parse({ ...sampleInput(), ...changes });
    expect(createSessionSchema.parse(once)).toEqual(once);
  });

  it("leaves what is confirmed exactly as it is stored", () => {
    const replaces = { name: " Jose\u0301\u200b ", email: "A@B" };
    const parsed = createSessionSchema.parse(sampleInput({ replaces }));
    expect(parsed.replaces).toEqual(replaces);
  });
});
