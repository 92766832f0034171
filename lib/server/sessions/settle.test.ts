import { describe, expect, it } from "vitest";
import { fail } from "@/lib/result";
import type { ConnectError } from "@/lib/server/connect/errors";
import { asSystem, testCtx } from "@/test/ctx";
import { cleveland, missingCall, rejected, unanswered } from "@/test/sessions/fake-connect";
import { attempt } from "@/test/sessions/sample-input";
import { sampleDetails } from "@/test/sessions/sample-session";
import { linkOf, press, shown } from "@/test/sessions/test-desk";
import { writableStore } from "@/test/sessions/writable-store";
import { settleAttempt } from "./create-session";
import { findByAttempt } from "./find";
import { settleLostAttempts } from "./housekeeping";

const stillUnknown = fail({
  kind: "outcome-unknown",
  requestId: "req_1",
  attemptId: attempt(1),
  fault: false,
});

/** A desk whose create went out and was never answered. `made`: the API carried it out. */
async function deskWithLostAnswer({ made }: { made: boolean }) {
  const all = await testCtx();
  if (made) all.api.answerToCreate = () => fail(unanswered());
  else all.api.failing = { createSession: unanswered() };
  await press(all.ctx, { mode: "only", onlySourceId: cleveland.id });
  all.api.failing = {};
  return all;
}

describe("an attempt whose answer was lost", () => {
  it("is found among the patient's sessions and shown as if nothing had happened", async () => {
    const { ctx, api } = await deskWithLostAnswer({ made: true });

    const result = await settleAttempt(ctx, attempt(1));

    expect(result).toMatchObject({ ok: true, value: { repeated: true } });
    expect(linkOf(result)).toBe(api.sessions[0]?.url);
    expect(shown(result).progress.hospitals[0]?.name).toBe("Cleveland Clinic");
    expect(await settleAttempt(ctx, attempt(1))).toMatchObject({ ok: true });
    expect(api.created).toHaveLength(1);
  });

  it("is quoted by the answer that told of it, where its own never came", async () => {
    const { ctx, api } = await testCtx();
    const silence: ConnectError = { ...unanswered("dropped"), requestId: null };
    api.failing = { createSession: silence };
    await press(ctx);
    api.failing = {};
    api.patients.set("MRN10023", { name: null, email: null });
    const quoted = { ok: false, error: { kind: "outcome-unknown", requestId: "req_listed" } };
    expect(await settleAttempt(ctx, attempt(1))).toMatchObject(quoted);

    api.add({ metadata: { desk_attempt: attempt(1) } });
    expect(shown(await settleAttempt(ctx, attempt(1))).requestId).toBe("req_listed");
  });

  it("is not mixed up with the patient's other sessions", async () => {
    const { ctx, api } = await deskWithLostAnswer({ made: false });
    api.add({ metadata: {} });
    api.add({ metadata: { desk_attempt: attempt(2) } });
    api.add({ metadata: { desk_attempt: [attempt(1)] } });

    expect(await settleAttempt(ctx, attempt(1))).toEqual(stillUnknown);
  });

  it("is settled in its time though the clock was 40 days ahead when it was sent", async () => {
    const all = await testCtx();
    all.clock.pass(40 * 86_400);
    all.api.failing = { createSession: unanswered() };
    await press(all.ctx);
    all.api.failing = {};
    all.clock.pass(-40 * 86_400);

    await settleLostAttempts(asSystem(all.ctx));
    expect(await findByAttempt(all.ctx, attempt(1))).toMatchObject({ stage: "unknown" });
    all.clock.pass(10);
    await settleLostAttempts(asSystem(all.ctx));

    expect(await findByAttempt(all.ctx, attempt(1))).toMatchObject({ stage: "not-made" });
  });

  it("may turn up late", async () => {
    const { ctx, api, clock } = await deskWithLostAnswer({ made: false });
    clock.pass(2);
    expect(await settleAttempt(ctx, attempt(1))).toEqual(stillUnknown);
    const late = api.add({ metadata: { desk_attempt: attempt(1) } });
    clock.pass(3);

    expect(linkOf(await settleAttempt(ctx, attempt(1)))).toBe(late.url);
  });

  it("counts as not made only once it was looked for long enough, and then for good", async () => {
    const { ctx, api, clock } = await deskWithLostAnswer({ made: false });
    clock.pass(9);
    expect(await settleAttempt(ctx, attempt(1))).toEqual(stillUnknown);
    clock.pass(1);

    expect(await settleAttempt(ctx, attempt(1))).toEqual(
      fail({ kind: "not-made", requestId: "req_1" }),
    );

    expect(await press(ctx)).toMatchObject({ ok: false, error: { kind: "not-made" } });
    expect((await press(ctx, { attemptId: attempt(2) })).ok).toBe(true);
    expect(api.created).toHaveLength(2);
  });

  it("is not given up on an answer that only took long", async () => {
    const { ctx, api, clock } = await deskWithLostAnswer({ made: false });
    clock.pass(2);
    api.takesMs = { listPatientSessions: [8000] };

    expect(await settleAttempt(ctx, attempt(1))).toEqual(stillUnknown);
  });

  it("counts as not made when the API does not even know the patient", async () => {
    const { ctx, api, clock } = await deskWithLostAnswer({ made: false });
    clock.pass(10);

    expect(api.patients.size).toBe(0);
    expect(await settleAttempt(ctx, attempt(1))).toMatchObject({
      error: { kind: "not-made" },
    });
  });

  it.each([
    ["cannot be reached", { kind: "unreachable", cause: "dns", requestId: null }],
    ["does not answer", unanswered()],
    ["answers about somebody else", unanswered("other-patient")],
    ["refuses", rejected(401)],
    ["is replaced by a proxy that finds nothing", missingCall],
  ] as const)("stays unknown however long the API %s", async (_, error) => {
    const { ctx, api, clock } = await deskWithLostAnswer({ made: true });
    api.failing = { listPatientSessions: error };
    clock.pass(3600);

    expect(await settleAttempt(ctx, attempt(1))).toEqual(stillUnknown);

    api.failing = {};
    expect(linkOf(await settleAttempt(ctx, attempt(1)))).toBeUndefined();
    expect((await settleAttempt(ctx, attempt(1))).ok).toBe(true);
  });

  it("stays unknown while the patient has more sessions than are read", async () => {
    const { ctx, api, clock } = await deskWithLostAnswer({ made: false });
    api.add({});
    api.listsInPart = true;
    clock.pass(3600);

    expect(await settleAttempt(ctx, attempt(1))).toEqual(stillUnknown);
    const late = api.add({ metadata: { desk_attempt: attempt(1) } });
    expect(linkOf(await settleAttempt(ctx, attempt(1)))).toBe(late.url);
  });

  it("shows no link that is not safe", async () => {
    const { ctx, api } = await deskWithLostAnswer({ made: false });
    api.add({ metadata: { desk_attempt: attempt(1) }, url: null });

    expect(await settleAttempt(ctx, attempt(1))).toEqual(
      fail({ kind: "unsafe-link", requestId: "req_1" }),
    );
  });

  it("shows a link that the patient has finished already as finished", async () => {
    const { ctx, api } = await deskWithLostAnswer({ made: false });
    api.add({ metadata: { desk_attempt: attempt(1) }, status: "complete", url: null });

    expect(shown(await settleAttempt(ctx, attempt(1)))).toMatchObject({
      link: null,
      progress: { state: "nothing", linkWorks: false },
    });
  });
});

describe("an attempt that never arrived", () => {
  it("is closed, so that it makes nothing when it arrives late", async () => {
    const { ctx, api } = await testCtx();

    expect(await settleAttempt(ctx, attempt(1))).toEqual(
      fail({ kind: "not-made", requestId: null }),
    );

    expect(await press(ctx)).toEqual(fail({ kind: "not-made", requestId: null }));
    expect(api.created).toEqual([]);
    expect((await press(ctx, { attemptId: attempt(2) })).ok).toBe(true);
  });

  it("and comes in at the very moment it is looked for makes one link or none", async () => {
    const { ctx, api, clock } = await testCtx();

    const [pressed, looked] = await Promise.all([press(ctx), settleAttempt(ctx, attempt(1))]);

    expect(looked).toMatchObject({ ok: false, error: { kind: "not-made" } });
    expect(pressed).toMatchObject({ ok: false, error: { kind: "not-made" } });
    clock.pass(60);
    expect(await settleAttempt(ctx, attempt(1))).toMatchObject({
      error: { kind: "not-made" },
    });
    expect(api.created).toEqual([]);
  });
});

describe("an attempt whose process died", () => {
  async function deskThatDied() {
    const all = await testCtx();
    await writableStore(all.ctx).claimAttempt({
      attemptId: attempt(1),
      details: sampleDetails({ patientId: "MRN10023" }),
      tag: "Blue 7",
      staffId: "staff-1",
      now: all.clock.now(),
    });
    return all;
  }

  it("between the API's answer and our note is found again", async () => {
    const { ctx, api } = await deskThatDied();
    const made = api.add({ metadata: { desk_attempt: attempt(1) } });

    const result = await settleAttempt(ctx, attempt(1));

    expect(linkOf(result)).toBe(made.url);
    expect(shown(result)).toMatchObject({
      tag: "Blue 7",
      details: sampleDetails({ patientId: "MRN10023" }),
    });
  });

  it("is found by a press of it after a restart, too", async () => {
    const { ctx, api } = await deskThatDied();
    const made = api.add({ metadata: { desk_attempt: attempt(1) } });

    expect(linkOf(await press(ctx))).toBe(made.url);
    expect(api.created).toEqual([]);
  });

  it("before anything was sent counts as not made once no process can be behind it", async () => {
    const { ctx, clock } = await deskThatDied();
    clock.pass(29);
    expect(await settleAttempt(ctx, attempt(1))).toMatchObject({
      error: { kind: "outcome-unknown" },
    });
    clock.pass(1);

    expect(await settleAttempt(ctx, attempt(1))).toMatchObject({
      error: { kind: "not-made" },
    });
  });
});
