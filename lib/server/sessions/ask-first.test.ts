import { describe, expect, it } from "vitest";
import type { Wait } from "@/lib/server/within";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import { testCtx } from "@/test/ctx";
import {
  cleveland,
  type FakeConnect,
  mayo,
  missingCall,
  notFound,
  rejected,
  unanswered,
} from "@/test/sessions/fake-connect";
import { attempt } from "@/test/sessions/sample-input";
import { linkOf, press, shown } from "@/test/sessions/test-desk";
import { findByAttempt, findByUpstreamId } from "./find";

const stored = { name: "María López", email: "maria@example.com" };

/** A desk whose patient MRN10023 the API knows already. */
async function deskWithMaria(patient: { name: string | null; email: string | null } = stored) {
  const all = await testCtx();
  all.api.patients.set("MRN10023", patient);
  return all;
}

function sentPatient(api: FakeConnect) {
  const { patientName, patientEmail } = api.created[0]?.input ?? {};
  return { patientName, patientEmail };
}

describe("a patient that the API knows under another name or email", () => {
  it("is shown beside what was typed, and nothing is sent", async () => {
    const { ctx, api } = await deskWithMaria();

    const result = await press(ctx, { name: "Mario Lopes" });

    expect(result).toEqual({
      ok: false,
      error: {
        kind: "identity-differs",
        requestId: null,
        stored,
        typed: { name: "Mario Lopes", email: "" },
      },
    });
    expect(api.created).toEqual([]);
    expect(await findByAttempt(ctx, attempt(1))).toBeNull();
  });

  it("stops a differing email just the same", async () => {
    const { ctx, api } = await deskWithMaria();

    const result = await press(ctx, { name: "María López", email: "mario@example.com" });

    expect(result).toMatchObject({ ok: false, error: { kind: "identity-differs" } });
    expect(api.created).toEqual([]);
  });

  it("is replaced once staff confirm what they saw", async () => {
    const { ctx, api } = await deskWithMaria();

    const result = await press(ctx, { name: "Mario Lopes", replaces: stored });

    expect(result.ok).toBe(true);
    expect(sentPatient(api)).toEqual({ patientName: "Mario Lopes", patientEmail: null });
  });

  it.each([
    ["another name", { ...stored, name: "María Lopez-Ruiz" }],
    ["another email", { ...stored, email: "m.lopez@example.com" }],
    ["no email any more", { ...stored, email: null }],
  ])("is asked about again when it has %s by then", async (_, changed) => {
    const { ctx, api } = await deskWithMaria(changed);

    const result = await press(ctx, { name: "Mario Lopes", replaces: stored });

    expect(result).toMatchObject({
      ok: false,
      error: { kind: "identity-differs", stored: { ...changed, email: changed.email ?? "" } },
    });
    expect(api.created).toEqual([]);
  });

  it("keeps the spelling that is stored when only case, spaces and accents differ", async () => {
    const { ctx, api } = await deskWithMaria();

    const result = await press(ctx, { name: "maria  LOPEZ", email: "Maria@Example.com" });

    expect(result.ok).toBe(true);
    expect(sentPatient(api)).toEqual({ patientName: stored.name, patientEmail: stored.email });
  });

  it.each([
    ["has no name yet", { name: null, email: stored.email }, { name: "Mario Lopes", email: "" }],
    [
      "has no email yet",
      { name: stored.name, email: null },
      { name: "", email: "new@example.com" },
    ],
    ["has neither", { name: "", email: "" }, { name: "Mario Lopes", email: "new@example.com" }],
  ])("is not renamed by details for a patient who %s", async (_, patient, typed) => {
    const { ctx, api } = await deskWithMaria(patient);

    expect((await press(ctx, typed)).ok).toBe(true);

    expect(sentPatient(api)).toEqual({
      patientName: typed.name || null,
      patientEmail: typed.email || null,
    });
  });

  it("is named on the card when nothing was typed, and nothing is sent about it", async () => {
    const { ctx, api } = await deskWithMaria();

    const result = await press(ctx);

    expect(shown(result).details).toMatchObject({ name: "María López", email: "" });
    expect(sentPatient(api)).toEqual({ patientName: null, patientEmail: null });
  });
});

describe("a patient whose link still works", () => {
  it("is offered that link under an id of ours, and nothing is sent", async () => {
    const { ctx, api } = await testCtx();
    const first = shown(await press(ctx));

    const result = await press(ctx, { attemptId: attempt(2) });

    expect(result).toEqual({
      ok: false,
      error: {
        kind: "open-link-exists",
        requestId: null,
        links: [{ id: first.progress.id, tag: first.tag, expiresAt: first.progress.expiresAt }],
      },
    });
    expect(api.created).toHaveLength(1);
    expect(await findByAttempt(ctx, attempt(2))).toBeNull();
  });

  it("is offered a link that was made elsewhere, taken in once", async () => {
    const { ctx, api } = await deskWithMaria();
    const elsewhere = api.add({ recommendedIds: [mayo.id] });

    const [once, again] = [await press(ctx), await press(ctx, { attemptId: attempt(2) })];

    const row = await findByUpstreamId(ctx, elsewhere.id);
    expect(row).toMatchObject({
      details: { patientId: "MRN10023", name: "María López", suggestedSourceIds: [mayo.id] },
      snapshot: { url: elsewhere.url, sourceNames: { [mayo.id]: "Mayo Clinic" } },
    });
    expect(once).toMatchObject({ ok: false, error: { links: [{ id: row?.id, tag: row?.tag }] } });
    expect(again).toEqual(once);
    expect(api.created).toEqual([]);
  });

  it("gets the same details of a link that was made elsewhere, as far as the form takes them", async () => {
    const { ctx, api } = await deskWithMaria();
    const elsewhere = api.add({
      returnUrl: "https://portal.example/back",
      buttonLabel: "Riverside Portal",
      metadata: {
        visit: "7",
        "": "no name",
        count: 3,
        nested: { a: "b" },
        desk_attempt: "somebody's",
        long: "x".repeat(10_000),
      },
    });
    const odd = api.add({ returnUrl: "javascript:alert(1)", buttonLabel: "x".repeat(61) });
    const usual = api.add({
      returnUrl: ctx.clinic.returnUrl,
      buttonLabel: ctx.clinic.buttonLabel,
    });

    await press(ctx);

    const detailsOf = async ({ id }: { id: string }) => (await findByUpstreamId(ctx, id))?.details;
    expect(await detailsOf(elsewhere)).toMatchObject({
      returnUrl: "https://portal.example/back",
      buttonLabel: "Riverside Portal",
      metadata: [{ key: "visit", value: "7" }],
    });
    const none = { returnUrl: "", buttonLabel: "", metadata: [] };
    expect(await detailsOf(odd)).toMatchObject(none);
    expect(await detailsOf(usual)).toMatchObject(none);
  });

  it("is offered it once when two desks press at the same moment", async () => {
    const { ctx, api } = await deskWithMaria();
    api.add({});

    const [one, other] = await Promise.all([press(ctx), press(ctx, { attemptId: attempt(2) })]);

    expect(one).toMatchObject({ ok: false, error: { links: [{ id: expect.any(String) }] } });
    expect(other).toEqual(one);
  });

  it("sees the hospital's name of a Direct Mode link that was made elsewhere", async () => {
    const { ctx, api } = await deskWithMaria();
    const elsewhere = api.add({ connectionId: cleveland.id });

    await press(ctx);

    expect(await findByUpstreamId(ctx, elsewhere.id)).toMatchObject({
      details: { mode: "only", onlySourceId: cleveland.id },
      snapshot: { sourceNames: { [cleveland.id]: "Cleveland Clinic" } },
    });
  });

  it("gets another one when staff ask for another", async () => {
    const { ctx, api } = await testCtx();
    const first = await press(ctx);

    const another = await press(ctx, { attemptId: attempt(2), makeAnother: true });

    expect(linkOf(another)).not.toBe(linkOf(first));
    expect(api.created).toHaveLength(2);
  });

  it.each([
    ["its time is over though the API still calls it open", { expiresAt: "2026-04-25T14:30:00Z" }],
    ["it is not safe to show", { url: null }],
    ["the patient has finished it", { status: "complete" as const }],
  ])("is not held up by a link when %s", async (_, changes) => {
    const { ctx, api } = await testCtx();
    api.add(changes);

    expect((await press(ctx)).ok).toBe(true);
  });

  it("is not held up by another patient's open link", async () => {
    const { ctx, api } = await testCtx();
    api.add({ patientId: "MRN10024" });

    expect((await press(ctx)).ok).toBe(true);
  });
});

describe("when a read before the create", () => {
  const typed: Partial<CreateSessionInput> = { name: "Mario Lopes" };

  it("says that nobody knows this patient, the create goes ahead", async () => {
    const { ctx, api } = await testCtx();
    api.failing = { getPatient: notFound, listPatientSessions: notFound };

    expect((await press(ctx, typed)).ok).toBe(true);
  });

  it.each([
    ["fails to connect", { kind: "unreachable", cause: "dns", requestId: null }, "no-connection"],
    ["gets no answer", unanswered(), "not-answering"],
    ["gets an answer about somebody else", unanswered("other-patient"), "not-answering"],
    ["meets a proxy that finds nothing", missingCall, "not-served"],
    ["is refused for the key", rejected(401), "key-refused"],
    ["is forbidden", rejected(403), "forbidden"],
    [
      "comes too often",
      { kind: "rate-limited", retryAfterSeconds: 8, code: "throttled", requestId: "req_1" },
      "rate-limited",
    ],
  ] as const)("%s, nothing is sent and the same attempt may try again", async (_, error, kind) => {
    for (const method of ["getPatient", "listPatientSessions"] as const) {
      const { ctx, api } = await testCtx();
      api.failing = { [method]: error };

      const result = await press(ctx, typed);

      expect(result).toMatchObject({ ok: false, error: { kind, requestId: error.requestId } });
      expect(api.created).toEqual([]);
      api.failing = {};
      expect((await press(ctx, typed)).ok).toBe(true);
    }
  });
});

it("leaves no clock running behind the names of hospitals that came in time", async () => {
  const { ctx } = await testCtx();
  const clocks: AbortSignal[] = [];
  const wait: Wait = (_ms, _value, options) => {
    if (options) clocks.push(options.signal);
    return new Promise(() => {});
  };
  shown(await press({ ...ctx, wait }, {}));
  expect(clocks.length).toBeGreaterThan(0);
  expect(clocks.filter(({ aborted }) => !aborted)).toEqual([]);
});
