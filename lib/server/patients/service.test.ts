import { describe, expect, it } from "vitest";
import type { CorrectionInput } from "@/lib/patients/correction";
import { fail, ok } from "@/lib/result";
import type { Patient } from "@/lib/server/connect/session";
import { findSession } from "@/lib/server/sessions/find";
import { refuseRows, takeRows } from "@/test/audit/test-trail";
import { clerk } from "@/test/ctx";
import { newPatientDesk } from "@/test/patients/test-patient";
import { notFound, rejected, unanswered } from "@/test/sessions/fake-connect";
import { writableStore } from "@/test/sessions/writable-store";
import { checkCorrection, correctPatient, findPatient, withIdentity } from "./service";

const patientId = "MRN10023";
const maria = { name: "Maria Lopes", email: "maria@example.com" };
const corrected = { name: "Maria Lopez", email: "maria@example.com" };
const rest = { metadata: { plan: "premium" }, phone: "555-0100" };

/** A desk that has one link of Maria, whose name was misspelt, and the API that has more of her. */
async function deskWithMaria(stored: Partial<Patient> = {}) {
  const made = await newPatientDesk();
  made.api.patients.set(patientId, { ...maria, rest, ...stored });
  const key = await made.makeLink({ patientId, ...maria });
  const input = (changes: Partial<CorrectionInput> = {}): CorrectionInput => ({
    key,
    ...corrected,
    shown: maria,
    ...changes,
  });
  const ours = async () => (await made.find(key)).rows.map(({ details }) => details);
  return { ...made, key, input, ours };
}

describe("a patient's key", () => {
  it("finds the patient, and no other text finds anybody", async () => {
    const { ctx, key } = await deskWithMaria();

    expect(await findPatient(ctx, key)).toMatchObject({ key, patientId });
    for (const text of [
      "",
      patientId,
      key.slice(1),
      `${key}A`,
      "a".repeat(43),
      "' or 1=1 --",
      "\0",
    ]) {
      expect(await findPatient(ctx, text)).toBeNull();
    }
    expect(key).not.toContain(patientId);
  });

  it("opens nothing for the place of a press that never arrived", async () => {
    const { ctx } = await newPatientDesk();
    const noDetails = { patientId: "", name: "", email: "", mode: "suggest" as const };
    const empty = { suggestedSourceIds: [], onlySourceId: "", returnUrl: "", buttonLabel: "" };
    const claim = await writableStore(ctx).claimAttempt({
      attemptId: "never",
      details: { ...noDetails, ...empty, lifetimeSeconds: 0, metadata: [] },
      tag: "",
      staffId: null,
      now: ctx.now(),
    });
    const row = claim.claimed ? await findSession(ctx, claim.id) : null;

    expect(await findPatient(ctx, row?.patientKey ?? "")).toBeNull();
  });
});

describe("correcting a name", () => {
  it("sends back everything else as it was read, and changes our own rows too", async () => {
    const { ctx, api, corrections, input, ours } = await deskWithMaria();

    expect(await correctPatient(ctx, input())).toEqual(ok(corrected));

    expect(api.updated).toEqual([{ id: patientId, ...corrected, rest }]);
    expect(await ours()).toEqual([expect.objectContaining({ ...corrected, patientId })]);
    const about = { staff_id: clerk.staffId, patient_key: input().key };
    expect(await corrections()).toMatchObject([
      { ...about, outcome: "started" },
      { ...about, outcome: "ok", request_id: null },
    ]);
  });

  it("clears the email only when it was emptied", async () => {
    const { ctx, api, input } = await deskWithMaria();

    expect(await correctPatient(ctx, input({ email: "" }))).toMatchObject({ ok: true });

    expect(api.patients.get(patientId)).toMatchObject({ name: "Maria Lopez", email: null, rest });
  });

  it("sends nothing when somebody else changed it meanwhile, and says what is there now", async () => {
    const { ctx, api, input, ours, corrections } = await deskWithMaria();
    const stored = { name: "Maria L. Lopez", email: "new@example.com" };
    api.patients.set(patientId, { ...stored, rest });

    expect(await correctPatient(ctx, input())).toEqual(
      fail({ kind: "changed-meanwhile", requestId: null, stored }),
    );

    expect(api.updated).toEqual([]);
    expect(await ours()).toEqual([expect.objectContaining(maria)]);
    expect((await corrections()).map(({ outcome }) => outcome)).toEqual([
      "started",
      "changed-meanwhile",
    ]);
    expect(await correctPatient(ctx, input({ shown: stored }))).toMatchObject({ ok: true });
  });

  it("sends nothing and changes nothing while the trail takes no row", async () => {
    const { ctx, api, input, ours } = await deskWithMaria();
    const place = { dataDir: "", databaseUrl: null };
    await refuseRows(ctx.db, place);

    await expect(correctPatient(ctx, input())).rejects.toThrow("takes no row");
    api.patients.set(patientId, { ...corrected, rest });
    await expect(checkCorrection(ctx, input())).rejects.toThrow("takes no row");

    await takeRows(ctx.db, place);
    expect(api.updated).toEqual([]);
    expect(await ours()).toEqual([expect.objectContaining(maria)]);
  });

  it("sends nothing when it is right already", async () => {
    const { ctx, api, input } = await deskWithMaria();
    api.patients.set(patientId, { ...corrected, rest });

    expect(await correctPatient(ctx, input())).toEqual(ok(corrected));
    expect(api.updated).toEqual([]);
  });

  it("is about letters: a capital is a correction", async () => {
    const { ctx, api, input } = await deskWithMaria();

    await correctPatient(ctx, input({ name: "MARIA LOPES" }));

    expect(api.patients.get(patientId)?.name).toBe("MARIA LOPES");
  });

  it.each([
    ["the email", rejected(400, "email"), { kind: "field-refused", field: "email" }],
    ["the key", rejected(401), { kind: "key-refused" }],
    ["the right to", rejected(403), { kind: "forbidden" }],
    ["a patient it no longer has", notFound, { kind: "unknown-patient" }],
    [
      "a request that never left",
      { kind: "unreachable", cause: "dns", requestId: null } as const,
      { kind: "no-connection" },
    ],
  ])("changes nothing of ours when the API refuses %s", async (_, error, told) => {
    const { ctx, api, input, ours } = await deskWithMaria();
    api.failing.updatePatient = error;

    expect(await correctPatient(ctx, input())).toMatchObject({ ok: false, error: told });
    expect(await ours()).toEqual([expect.objectContaining(maria)]);
    expect(api.count("updatePatient")).toBe(1);
  });

  it("sends nothing when the patient cannot be read first", async () => {
    const { ctx, api, input } = await deskWithMaria();
    api.failing.getPatient = unanswered();

    expect(await correctPatient(ctx, input())).toMatchObject({
      error: { kind: "not-answering" },
    });
    expect(api.updated).toEqual([]);
  });

  it("finds nobody under a key that is not ours", async () => {
    const { ctx, api, input, corrections } = await deskWithMaria();
    const stranger = input({ key: "a".repeat(43) });

    const gone = fail({ kind: "patient-not-found", requestId: null });
    expect(await correctPatient(ctx, stranger)).toEqual(gone);
    expect(await checkCorrection(ctx, stranger)).toEqual(gone);
    expect(api.updated).toEqual([]);
    expect(await corrections()).toEqual([]);
  });
});

describe("a correction that was made", () => {
  it("is good although it cannot be read again", async () => {
    const { ctx, api, input } = await deskWithMaria();
    api.answerToUpdate = (record) => {
      api.failing.getPatient = unanswered();
      return ok(record);
    };

    expect(await correctPatient(ctx, input())).toEqual(ok(corrected));
  });

  it("is told when somebody else wrote right after it", async () => {
    const { ctx, api, input } = await deskWithMaria();
    const stored = { name: "Mary Lopez", email: "" };
    api.answerToUpdate = (record) => {
      api.patients.set(patientId, { ...stored, rest });
      return ok(record);
    };

    expect(await correctPatient(ctx, input())).toMatchObject({
      error: { kind: "changed-meanwhile", stored },
    });
  });
});

describe("a correction whose answer was lost", () => {
  it("is settled by reading when it arrived, and never sent again", async () => {
    const { ctx, api, input, ours } = await deskWithMaria();
    api.answerToUpdate = () => fail(unanswered("dropped"));

    expect(await correctPatient(ctx, input())).toEqual(ok(corrected));
    expect(api.updated).toHaveLength(1);
    expect(await ours()).toEqual([expect.objectContaining(corrected)]);
  });

  it("is said as not known while it is not there, and found when it is", async () => {
    const { ctx, api, input, ours, corrections } = await deskWithMaria();
    api.failing.updatePatient = unanswered();

    const unknown = await correctPatient(ctx, input());
    expect(unknown).toEqual(fail({ kind: "correction-unknown", requestId: "req_1" }));
    expect(await ours()).toEqual([expect.objectContaining(maria)]);

    api.patients.set(patientId, { ...corrected, rest });
    expect(await checkCorrection(ctx, input())).toEqual(ok(corrected));
    expect(await ours()).toEqual([expect.objectContaining(corrected)]);
    expect(api.updated).toHaveLength(1);
    expect((await corrections()).map(({ outcome }) => outcome)).toEqual([
      "started",
      "outcome-unknown",
      "ok",
    ]);
  });

  it.each([
    ["not made", maria, "not-corrected"],
    ["overtaken", { name: "Mary Lopez", email: "" }, "changed-meanwhile"],
  ])("is told to be %s when a later look says so", async (_, stored, kind) => {
    const { ctx, api, input } = await deskWithMaria();
    api.failing.updatePatient = unanswered();
    await correctPatient(ctx, input());

    api.patients.set(patientId, { ...stored, rest });
    expect(await checkCorrection(ctx, input())).toMatchObject({ error: { kind } });
    expect(api.updated).toHaveLength(1);
  });

  it("stays unknown while nobody can look", async () => {
    const { ctx, api, input, corrections } = await deskWithMaria();
    api.failing.getPatient = unanswered();

    expect(await checkCorrection(ctx, input())).toMatchObject({
      error: { kind: "correction-unknown" },
    });
    expect(await corrections()).toEqual([]);
  });
});

it("an empty text clears, and nothing else does", () => {
  const stored = { id: patientId, rest };
  expect(withIdentity(stored, { name: "", email: "" })).toEqual({
    id: patientId,
    name: null,
    email: null,
    rest,
  });
});
