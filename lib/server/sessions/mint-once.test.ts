import { describe, expect, it } from "vitest";
import { asSystem, testCtx } from "@/test/ctx";
import { mayo, unanswered } from "@/test/sessions/fake-connect";
import { attempt } from "@/test/sessions/sample-input";
import { linkOf, press, shown } from "@/test/sessions/test-desk";
import { settleAttempt } from "./create-session";
import { findByUpstreamId } from "./find";
import { settleLostAttempts } from "./housekeeping";

describe("one attempt", () => {
  it("pressed three times at once makes one link and shows it three times", async () => {
    const { ctx, api } = await testCtx();
    api.takesMs = { createSession: [3000] };

    const results = await Promise.all([press(ctx), press(ctx), press(ctx)]);

    expect(api.created).toHaveLength(1);
    expect(results.map(linkOf)).toEqual(Array(3).fill(api.sessions[0]?.url));
    expect(new Set(results.map((result) => shown(result).progress.id)).size).toBe(1);
    expect(results.map((result) => result.ok && result.value.repeated).sort()).toEqual([
      false,
      true,
      true,
    ]);
  });

  it("pressed three times for another link makes one more, not three", async () => {
    const { ctx, api } = await testCtx();
    await press(ctx);
    const another = { attemptId: attempt(2), makeAnother: true };

    const results = await Promise.all([1, 2, 3].map(() => press(ctx, another)));

    expect(api.created).toHaveLength(2);
    expect(results.map(linkOf)).toEqual(Array(3).fill(api.sessions[1]?.url));
  });

  it("pressed again while the first press is still being answered waits for its link", async () => {
    const { ctx, api, clock } = await testCtx();
    api.takesMs = { createSession: [6000] };
    api.createsLate = true;
    const first = press(ctx);
    await clock.wait(1000);

    const second = await press(ctx);

    expect(linkOf(second)).toBe(linkOf(await first));
    expect(api.created).toHaveLength(1);
  });

  it("whose second press finds the link of the first at the API shows it as its own", async () => {
    const { ctx, api } = await testCtx();
    // The second press reads so slowly that the first has made its link meanwhile.
    api.takesMs = { listPatientSessions: [1, 500], createSession: [2000] };

    const [first, second] = await Promise.all([press(ctx), press(ctx)]);

    expect(linkOf(second)).toBe(linkOf(first));
    expect(api.created).toHaveLength(1);
  });

  it("sent again later gives the same link and asks the API nothing", async () => {
    const { ctx, api, clock } = await testCtx();
    const first = await press(ctx, { suggestedSourceIds: [mayo.id] });
    const asked = api.events.length;
    clock.pass(600);

    const replay = await press(ctx, { suggestedSourceIds: [mayo.id] });

    expect(replay).toMatchObject({ ok: true, value: { repeated: true } });
    expect(linkOf(replay)).toBe(linkOf(first));
    expect(shown(replay).link?.qr).toEqual(shown(first).link?.qr);
    expect(api.events).toHaveLength(asked);
  });

  it("sent again for another patient shows nothing of the first and makes nothing", async () => {
    const { ctx, api } = await testCtx();
    await press(ctx, { name: "María López" });

    const replay = await press(ctx, { patientId: "MRN10024" });

    expect(replay).toEqual({ ok: false, error: { kind: "not-made", requestId: null } });
    expect(api.created).toHaveLength(1);
  });

  it("that failed stays failed when it is sent again, and is not sent on", async () => {
    const { ctx, api } = await testCtx();
    api.failing = { createSession: { kind: "unreachable", cause: "refused", requestId: null } };
    await press(ctx);
    api.failing = {};

    expect(await press(ctx)).toMatchObject({ ok: false, error: { kind: "not-made" } });
    expect(api.created).toHaveLength(1);
  });

  it("whose answer was lost is found by the next press of it", async () => {
    const { ctx, api } = await testCtx();
    api.answerToCreate = () => ({ ok: false, error: unanswered("dropped") });
    await press(ctx);

    const again = await press(ctx);

    expect(linkOf(again)).toBe(api.sessions[0]?.url);
    expect(api.created).toHaveLength(1);
  });
});

describe("another desk that presses for the same patient", () => {
  it("while the link is being made is offered it, and the first still gets its card", async () => {
    const { ctx, api, clock } = await testCtx();
    api.takesMs = { createSession: [5000] };
    const first = press(ctx);
    await clock.wait(1000);

    const second = await press(ctx, { attemptId: attempt(2) });

    const card = shown(await first);
    expect(card.link?.url).toBe(api.sessions[0]?.url);
    expect(second).toMatchObject({
      ok: false,
      error: { kind: "open-link-exists", links: [{ id: card.progress.id, tag: card.tag }] },
    });
    expect(api.created).toHaveLength(1);
  });

  it("after its answer was lost is offered it, and it is one link in our books", async () => {
    const { ctx, api, clock } = await testCtx();
    api.answerToCreate = () => ({ ok: false, error: unanswered() });
    await press(ctx, { email: "maria@example.com" });

    const second = await press(ctx, { attemptId: attempt(2) });

    const found = shown(await settleAttempt(ctx, attempt(1)));
    expect(found.details.email).toBe("maria@example.com");
    expect(second).toMatchObject({ ok: false, error: { links: [{ id: found.progress.id }] } });
    clock.pass(120);
    const asked = api.events.length;
    await settleLostAttempts(asSystem(ctx));
    expect(api.events).toHaveLength(asked);
  });

  it("is not given our row for a session that merely claims our attempt", async () => {
    const { ctx, api } = await testCtx();
    api.failing = { createSession: unanswered() };
    await press(ctx, { patientId: "MRN1" });
    const forged = api.add({ patientId: "MRN2", metadata: { desk_attempt: attempt(1) } });

    const result = await press(ctx, { attemptId: attempt(2), patientId: "MRN2" });

    const row = await findByUpstreamId(ctx, forged.id);
    expect(row?.details.patientId).toBe("MRN2");
    expect(result).toMatchObject({ ok: false, error: { links: [{ id: row?.id }] } });
  });
});
