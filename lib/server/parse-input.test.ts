import { describe, expect, it } from "vitest";
import { createSessionSchema } from "@/lib/sessions/schema";
import { sampleInput } from "@/test/sessions/sample-input";
import { parseInput } from "./parse-input";

describe("what a browser sent", () => {
  it("comes out tidied", () => {
    const sent = { ...sampleInput(), patientId: " MRN 10023 ", unknown: true };
    expect(parseInput(createSessionSchema, sent)).toEqual({ ok: true, value: sampleInput() });
  });

  it("says at which field it does not pass, and why", () => {
    const sent = sampleInput({ patientId: "", metadata: [{ key: "", value: "A-17" }] });
    expect(parseInput(createSessionSchema, sent)).toEqual({
      ok: false,
      error: {
        kind: "invalid-input",
        requestId: null,
        fields: [
          { path: "patientId", message: "Enter the patient ID" },
          { path: "metadata.0.key", message: "Enter a name for this note" },
        ],
      },
    });
  });

  it.each([undefined, null, "MRN10023", [], new Map()])(
    "is refused when it is no form: %j",
    (sent) => {
      expect(parseInput(createSessionSchema, sent)).toMatchObject({
        ok: false,
        error: { kind: "invalid-input" },
      });
    },
  );

  it("is not repeated in the refusal", () => {
    const sent = {
      ...sampleInput(),
      patientId: "Planted\u0000",
      name: ["Planted"],
      email: "Planted",
    };
    expect(JSON.stringify(parseInput(createSessionSchema, sent))).not.toContain("Planted");
  });
});
