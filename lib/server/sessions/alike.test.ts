import { describe, expect, it } from "vitest";
import type { DeskError } from "@/lib/errors";
import type { CreateResult } from "@/lib/sessions/actions";
import { errorWords } from "@/lib/sessions/error-words";
import { type CreateSessionInput, createSessionSchemaBy } from "@/lib/sessions/schema";
import { testCtx } from "@/test/ctx";
import { attempt, sampleInput } from "@/test/sessions/sample-input";
import { press, shown } from "@/test/sessions/test-desk";

let presses = 100;

/** A press of Create with this in the ID field, as the form and the action read it. */
function typed(
  ctx: Awaited<ReturnType<typeof testCtx>>["ctx"],
  text: string,
  changes: Partial<CreateSessionInput> = {},
) {
  presses += 1;
  const idAnswers = { ...changes.idAnswers, typed: text };
  const entries = { ...sampleInput(changes), patientId: text, attemptId: attempt(presses) };
  const input = createSessionSchemaBy(ctx.clinic).parse({ ...entries, idAnswers });
  return press(ctx, input);
}

function failureOf(result: CreateResult): DeskError | null {
  return result.ok ? null : result.error;
}

const missing: DeskError = { kind: "not-made", requestId: null };
const context = { patientId: "", sourceName: () => "" };
const dana = { name: "Dana Whitfield" };

describe("an ID that looks like a known one", () => {
  it.each([
    ...[
      "MRN\u20111001",
      "MRN\u20131001",
      "ＭＲＮ-１００１",
      "mrn-1001",
      "'MRN-1001",
      '="MRN-1001"',
    ],
    ...["MRN: MRN-1001", "MRN-1001^^^HOSP^MR", "МRN-1001", "MRN-١٠٠١", "MRN 1001", "MRN-01001"],
  ])("is asked about before anything is sent: %s", async (text) => {
    const { ctx, api, clock } = await testCtx();
    shown(await typed(ctx, "MRN-1001", dana));
    clock.pass(180);

    const failure = failureOf(await typed(ctx, text, dana));

    expect(failure).toMatchObject({
      kind: "looks-alike",
      known: { patientId: "MRN-1001", name: "Dana Whitfield", openForMs: expect.any(Number) },
    });
    expect(errorWords(failure ?? missing, context).happened).toBe(
      "Looks like MRN-1001 of Dana Whitfield, link open since 3 min.",
    );
    expect(api.count("createSession")).toBe(1);
  });

  it.each(["12345", "012345", "00012345"])("counts no leading zeros: %s", async (text) => {
    const { ctx } = await testCtx();
    shown(await typed(ctx, "0012345", { name: "Omar Haddad" }));
    expect(failureOf(await typed(ctx, text))).toMatchObject({ kind: "looks-alike" });
  });

  it("is another patient's when staff say so, for that ID alone", async () => {
    const { ctx } = await testCtx();
    shown(await typed(ctx, "MRN-1001", dana));
    const answer = { idAnswers: { anotherThan: ["MRN-1001"] } };
    expect(shown(await typed(ctx, "mrn-1001", answer)).details.patientId).toBe("mrn-1001");

    // From now on the API knows both, and neither is asked about.
    const more = { makeAnother: true };
    expect(failureOf(await typed(ctx, "mrn-1001", more))).toBeNull();
    expect(failureOf(await typed(ctx, "MRN-1001", more))).toBeNull();
    expect(failureOf(await typed(ctx, "Mrn-1001", answer))).toMatchObject({
      kind: "looks-alike",
      known: { patientId: "mrn-1001" },
    });
    const both = { idAnswers: { anotherThan: ["MRN-1001", "mrn-1001"] } };
    expect(failureOf(await typed(ctx, "Mrn-1001", both))).toBeNull();
  });

  it("is asked about as the clinic says", async () => {
    const { ctx } = await testCtx();
    shown(await typed(ctx, "MRN-01001", dana));
    const clinic = { ...ctx.clinic, idCase: "counts", idZeros: "counts" } as const;
    expect(failureOf(await typed({ ...ctx, clinic }, "mrn-01001"))).toBeNull();
    expect(failureOf(await typed({ ...ctx, clinic }, "MRN-1001"))).toBeNull();
    expect(failureOf(await typed({ ...ctx, clinic }, "MRN\u201301001"))).toMatchObject({
      kind: "looks-alike",
    });
  });
});

describe("an ID typed with blanks", () => {
  it("is joined, and asked about when the API knows it with them", async () => {
    const { ctx, api } = await testCtx();
    expect(shown(await typed(ctx, "10 023")).details.patientId).toBe("10023");

    api.patients.set("MRN 77", { name: "Dana Whitfield", email: null });
    expect(failureOf(await typed(ctx, "MRN  77", dana))).toMatchObject({
      kind: "looks-alike",
      known: { patientId: "MRN 77", name: "Dana Whitfield", openForMs: null },
    });

    const exactly = { idAnswers: { exactly: "MRN 77" } };
    expect(shown(await typed(ctx, "MRN 77", exactly)).details.patientId).toBe("MRN 77");
  });

  it("keeps them only as staff saw and chose them", async () => {
    const { ctx } = await testCtx();
    const other = { idAnswers: { exactly: "MRN 1" } };
    expect(shown(await typed(ctx, "MRN 2", other)).details.patientId).toBe("MRN2");
    expect(shown(await typed(ctx, "MRN3", other)).details.patientId).toBe("MRN3");
  });

  it("costs one call more, and no other ID does", async () => {
    const { ctx, api } = await testCtx();
    const readsOf = async (text: string) => {
      const before = api.count("getPatient");
      shown(await typed(ctx, text));
      return api.count("getPatient") - before;
    };
    const plain = await readsOf("MRN-500");
    expect(await readsOf("MRN-501")).toBe(plain);
    expect(await readsOf("0099/12.A")).toBe(plain);
    expect(await readsOf("MRN 502")).toBe(plain + 1);
  });
});

describe("an ID that does not look like the clinic's", () => {
  it("is asked about before anything is read or sent", async () => {
    const { ctx: given, api } = await testCtx();
    const ctx = { ...given, clinic: { ...given.clinic, idPattern: "MRN-####" } };

    expect(failureOf(await typed(ctx, "MRN-12"))).toEqual({
      kind: "unusual-id",
      requestId: null,
      patientId: "MRN-12",
      example: "MRN-1234",
    });
    expect(api.events).toEqual([]);

    expect(
      failureOf(await typed(ctx, "MRN-13", { idAnswers: { sureOf: "MRN-12" } })),
    ).toMatchObject({ kind: "unusual-id" });
    shown(await typed(ctx, "MRN-12", { idAnswers: { sureOf: "MRN-12" } }));
    shown(await typed(ctx, "MRN-1234"));
  });
});
