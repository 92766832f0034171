import { describe, expect, it } from "vitest";
import { fail } from "@/lib/result";
import { asSystem, testCtx } from "@/test/ctx";
import { unanswered } from "@/test/sessions/fake-connect";
import { attempt } from "@/test/sessions/sample-input";
import { sampleDetails } from "@/test/sessions/sample-session";
import { press, shown } from "@/test/sessions/test-desk";
import { writableStore } from "@/test/sessions/writable-store";
import { findByAttempt, findSession } from "./find";
import { removeOldSessions, settleLostAttempts } from "./housekeeping";

describe("lost attempts", () => {
  it("are settled: those that were made are found, the others closed", async () => {
    const { ctx, api, clock } = await testCtx();
    api.answerToCreate = () => fail(unanswered());
    await press(ctx, { attemptId: attempt(1), patientId: "MRN1" });
    api.failing = { createSession: unanswered() };
    await press(ctx, { attemptId: attempt(2), patientId: "MRN2" });
    const died = { attemptId: attempt(3), details: sampleDetails({ patientId: "MRN3" }) };
    await writableStore(ctx).claimAttempt({
      ...died,
      staffId: null,
      tag: "Blue 7",
      now: clock.now(),
    });
    const unnoted = api.add({ patientId: "MRN3", metadata: { desk_attempt: attempt(3) } });
    clock.pass(61);

    await settleLostAttempts(asSystem(ctx));

    expect(await findByAttempt(ctx, attempt(1))).toMatchObject({
      stage: "made",
      snapshot: { url: api.sessions[0]?.url },
    });
    expect(await findByAttempt(ctx, attempt(2))).toMatchObject({ stage: "not-made" });
    expect(await findByAttempt(ctx, attempt(3))).toMatchObject({
      stage: "made",
      snapshot: { url: unnoted.url },
    });
    expect(api.created).toHaveLength(2);
  });

  it("are left alone while somebody may still wait for them", async () => {
    const { ctx, api, clock } = await testCtx();
    api.failing = { createSession: unanswered() };
    await press(ctx);
    const asked = api.events.length;
    clock.pass(59);

    await settleLostAttempts(asSystem(ctx));

    expect(api.events).toHaveLength(asked);
    expect(await findByAttempt(ctx, attempt(1))).toMatchObject({ stage: "unknown" });
  });

  it("stay for the next time while the API is down", async () => {
    const { ctx, api, clock } = await testCtx();
    api.answerToCreate = () => fail(unanswered());
    await press(ctx);
    api.failing = { listPatientSessions: unanswered() };
    clock.pass(3600);

    await settleLostAttempts(asSystem(ctx));
    expect(await findByAttempt(ctx, attempt(1))).toMatchObject({ stage: "unknown" });

    api.failing = {};
    await settleLostAttempts(asSystem(ctx));
    expect(await findByAttempt(ctx, attempt(1))).toMatchObject({ stage: "made" });
  });

  it("that only held the place of a press that never arrived are closed without asking", async () => {
    const { ctx, api, clock } = await testCtx();
    const details = sampleDetails({ patientId: "" });
    const place = { attemptId: attempt(1), details, tag: "", staffId: null, now: clock.now() };
    await writableStore(ctx).claimAttempt(place);
    clock.pass(61);

    await settleLostAttempts(asSystem(ctx));

    expect(await findByAttempt(ctx, attempt(1))).toMatchObject({ stage: "not-made" });
    expect(api.events).toEqual([]);
  });
});

describe("old sessions", () => {
  it("go when the clinic's time for keeping them is over, and not before", async () => {
    const { ctx, clock } = await testCtx();
    const { id } = shown(await press(ctx)).progress;
    clock.pass(30 * 86_400);

    await removeOldSessions(asSystem({ ...ctx, clinic: { ...ctx.clinic, retentionDays: 31 } }));
    expect(await findSession(ctx, id)).not.toBeNull();

    clock.pass(1);
    await removeOldSessions(asSystem({ ...ctx, clinic: { ...ctx.clinic, retentionDays: 30 } }));
    expect(await findSession(ctx, id)).toBeNull();
  });
});
