import { expect, it } from "vitest";
import { signInId, staffId } from "@/lib/ids";
import { readProgress } from "@/lib/server/sessions/status";
import { newToken } from "@/lib/server/token";
import { clerk, testCtx } from "@/test/ctx";
import { describeOnEachEngine } from "@/test/db/test-database";
import { press, shown } from "@/test/sessions/test-desk";
import {
  addColleague,
  newBrowser,
  openTestStaff,
  signInAt,
  type TestStaff,
} from "@/test/staff/test-staff";
import { hasDisplay, newPairingCode, pairDisplay, unpairDisplay } from "./pairing";
import { awaitDisplay, clearDisplay, keepShowing, lookAtDisplay, showOnDisplay } from "./showing";

const nothingSeen = { seen: null, mayDim: false };
const gone = { ok: false, error: { kind: "not-shown" } };
const never = new AbortController().signal;

describeOnEachEngine("a patient's screen on another device", (newPlace) => {
  let opened: Promise<TestStaff> | null = null;

  /** One database for all tests: making one takes longer than most of them. */
  async function openPeople() {
    const people = await openTestStaff(newPlace);
    await addColleague(people);
    return people;
  }

  /** A desk with one link, somebody who is signed in, and a clock that the test moves. */
  async function open() {
    opened ??= openPeople();
    const people = await opened;
    for (const table of ["displays", "sessions", "sign_in_tries"] as const) {
      await people.db.deleteFrom(table).execute();
    }
    const staff = await signInAt(people, newBrowser());
    const actor = { ...clerk, staffId: staffId(staff.id), signInId: signInId(staff.sessionId) };
    const { api, clock, ...made } = await testCtx({ db: people.db, actor });
    const ctx = { ...made.ctx, wait: async (ms: number) => clock.pass(ms / 1000) };
    const { id: sessionId } = shown(await press(made.ctx, { name: "Maria Lopez" })).progress;

    async function newCode(token: string | null = null) {
      const made = await newPairingCode(ctx, { token, address: null });
      if (!made.ok || made.value === null) throw new Error("There is no code.");
      return made.value;
    }

    /** A display that was paired with a PC of its own. */
    async function pair(pc = newToken()) {
      const { token, code } = await newCode();
      const paired = await pairDisplay(ctx, { code, token: pc });
      if (!paired.ok) throw new Error(paired.error.kind);
      return { pc, token };
    }

    async function show(pc: string) {
      const result = await showOnDisplay(ctx, { token: pc, sessionId });
      if (!result.ok) throw new Error(result.error.kind);
      return result.value.id;
    }

    const look = (token: string) => lookAtDisplay(ctx, token);
    const stateOf = async (token: string) => (await look(token))?.state;
    return {
      people,
      staff,
      api,
      clock,
      sessionId,
      ctx,
      newCode,
      pair,
      show,
      look,
      stateOf,
    };
  }

  it("is paired by its code, once, and only within ten minutes", async () => {
    const { ctx, clock, newCode, stateOf, people } = await open();
    const { token, code } = await newCode();
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
    expect(await stateOf(token)).toBe("unpaired");

    const pc = newToken();
    expect(await pairDisplay(ctx, { code, token: pc })).toEqual({ ok: true, value: null });
    expect(await stateOf(token)).toBe("idle");
    expect(await newPairingCode(ctx, { token, address: null })).toEqual({ ok: true, value: null });
    expect(await pairDisplay(ctx, { code, token: newToken() })).toMatchObject({
      error: { kind: "invalid-input", fields: [{ path: "code" }] },
    });
    expect(people.audited.at(-1)?.action).toBe("display-paired");

    const late = await newCode();
    clock.pass(601);
    expect(await stateOf(late.token)).toBeUndefined();
    expect((await pairDisplay(ctx, { code: late.code, token: newToken() })).ok).toBe(false);
    // It asks again, with the same cookie.
    const again = await newCode(late.token);
    expect((await pairDisplay(ctx, { code: again.code, token: newToken() })).ok).toBe(true);
    expect(await stateOf(again.token)).toBe("idle");
  });

  it("keeps no code and no token as they are", async () => {
    const { people, newCode, pair } = await open();
    const { token, code } = await newCode();
    const { pc } = await pair();
    const kept = JSON.stringify(await people.db.selectFrom("displays").selectAll().execute());
    for (const secret of [token, code, pc]) expect(kept).not.toContain(secret);
  });

  it("makes who guesses codes wait", async () => {
    const { ctx, newCode } = await open();
    const { code } = await newCode();
    for (let guess = 0; guess < 6; guess++) await pairDisplay(ctx, { code: "222222", token: "pc" });
    expect(await pairDisplay(ctx, { code, token: "pc" })).toMatchObject({
      error: { kind: "wait-to-sign-in", retryAfterSeconds: 2 },
    });
  });

  it("gives strangers no end of codes", async () => {
    const { ctx } = await open();
    const ask = () => newPairingCode(ctx, { token: null, address: "203.0.113.9" });
    for (let code = 0; code < 61; code++) expect((await ask()).ok).toBe(true);
    expect(await ask()).toMatchObject({ error: { kind: "wait-to-sign-in" } });
  });

  it("is one a desk: the display before is not paired any more", async () => {
    const { pair, stateOf } = await open();
    const before = await pair();
    const now = await pair(before.pc);
    expect(await stateOf(before.token)).toBeUndefined();
    expect(await stateOf(now.token)).toBe("idle");
  });

  it("shows the code with its tag and domain, and names nobody", async () => {
    const { pair, show, look, sessionId } = await open();
    const { pc, token } = await pair();
    const id = await show(pc);

    const state = await look(token);
    expect(state).toEqual({
      state: "shown",
      shown: {
        id,
        n: expect.any(Number),
        d: expect.stringMatching(/^[Mhvz\d -]+$/),
        tag: expect.stringMatching(/^[A-Z][a-z]+ \d+$/),
        host: expect.stringMatching(/^[\w.:-]+$/),
        ends: expect.any(String),
        now: expect.any(String),
      },
    });
    expect(JSON.stringify(state)).not.toMatch(/Maria|Lopez|MRN|Dana/);
    expect(JSON.stringify(state)).not.toContain(sessionId);
  });

  it("shows nothing on the display of another PC", async () => {
    const { pair, show, stateOf } = await open();
    const [mine, other] = [await pair(), await pair()];
    await show(mine.pc);
    expect(await stateOf(other.token)).toBe("idle");
  });

  it.each([
    ["the desk clears it", async ({ id, ctx }: Shown) => clearDisplay(ctx, { id })],
    ["the desk has not been heard for 15 seconds", async ({ clock }: Shown) => clock.pass(16)],
    [
      "ten minutes are over, though the desk is there",
      async ({ clock, pc, id, ctx }: Shown) => {
        clock.pass(601);
        await keepShowing(ctx, { token: pc, id });
      },
    ],
    ["the clock is put back by an hour", async ({ clock }: Shown) => clock.pass(-3600)],
    [
      "the clock is put back by an hour, though the desk is there",
      async ({ clock, pc, id, ctx }: Shown) => {
        clock.pass(-3600);
        await keepShowing(ctx, { token: pc, id });
      },
    ],
    [
      "the link has ended",
      async ({ clock, pc, id, ctx }: Shown) => {
        clock.pass(3601);
        await keepShowing(ctx, { token: pc, id });
      },
    ],
    [
      "the patient is done",
      async ({ api, clock, sessionId, pc, id, ctx }: Shown) => {
        for (const session of api.sessions) session.status = "complete";
        clock.pass(10);
        await readProgress(ctx, sessionId, new Map());
        await keepShowing(ctx, { token: pc, id });
      },
    ],
    [
      "who shows it has signed out",
      async ({ people, staff }: Shown) => {
        await people.db.deleteFrom("staff_sessions").where("id", "=", staff.sessionId).execute();
      },
    ],
  ])("clears when %s, and nothing comes back", async (_, end) => {
    const opened = await open();
    const { pc, token } = await opened.pair();
    const id = await opened.show(pc);
    await end({ ...opened, pc, id });

    expect(await opened.stateOf(token)).toBe("idle");
    expect(await keepShowing(opened.ctx, { token: pc, id })).toEqual(gone);
    const rows = await opened.people.db.selectFrom("displays").selectAll().execute();
    expect(rows).toMatchObject([{ show_id: null, session_id: null, shown_by: null }]);
  });

  it("lets an older window neither keep nor clear what is shown instead", async () => {
    const { pair, show, look, ctx } = await open();
    const { pc, token } = await pair();
    const before = await show(pc);
    const now = await show(pc);
    expect(await keepShowing(ctx, { token: pc, id: before })).toEqual(gone);
    await clearDisplay(ctx, { id: before });
    expect(await look(token)).toMatchObject({ shown: { id: now } });
  });

  it("is not shown anything when it is not there, not paired, or the link is over", async () => {
    const { pair, ctx, sessionId, clock } = await open();
    const { pc, token } = await pair();
    const show = (of = sessionId, at: string | null = pc) =>
      showOnDisplay(ctx, { token: at, sessionId: of });
    expect(await show(sessionId, null)).toEqual({ ok: false, error: { kind: "not-paired" } });
    expect(await show("nowhere")).toEqual({ ok: false, error: { kind: "link-over" } });
    clock.pass(21);
    expect(await show()).toEqual({ ok: false, error: { kind: "away" } });
    await awaitDisplay(ctx, { token, ...nothingSeen }, never);
    expect(await show()).toMatchObject({ ok: true });
    clock.pass(3601);
    await awaitDisplay(ctx, { token, ...nothingSeen }, never);
    expect(await show()).toEqual({ ok: false, error: { kind: "link-over" } });
  });

  it("hears at once of something new, and of nothing new after ten seconds", async () => {
    const { pair, show, ctx, clock } = await open();
    const { pc, token } = await pair();
    const idle = { seen: "idle", mayDim: true };
    const before = clock.now().getTime();
    expect(await awaitDisplay(ctx, { token, ...idle }, never)).toEqual({ state: "idle" });
    expect(clock.now().getTime() - before).toBe(10_000);

    const shownMeanwhile = async () => {
      await show(pc);
    };
    const state = await awaitDisplay({ ...ctx, wait: shownMeanwhile }, { token, ...idle }, never);
    expect(state).toMatchObject({ state: "shown" });
    expect(await awaitDisplay(ctx, { token, ...nothingSeen }, AbortSignal.abort())).toEqual(state);
  });

  it("tells the desk that it may go dark, and that it is gone", async () => {
    const { pair, show, ctx, clock } = await open();
    const { pc, token } = await pair();
    const id = await show(pc);
    await awaitDisplay(ctx, { token, seen: null, mayDim: true }, never);
    expect(await keepShowing(ctx, { token: pc, id })).toEqual({
      ok: true,
      value: { away: false, mayDim: true },
    });
    clock.pass(21);
    expect(await keepShowing(ctx, { token: pc, id })).toEqual({
      ok: true,
      value: { away: true, mayDim: true },
    });
  });

  it("is let go of by the desk, and then known to nobody", async () => {
    const { pair, show, ctx, stateOf, people } = await open();
    const { pc, token } = await pair();
    await show(pc);
    expect(await hasDisplay(ctx, pc)).toBe(true);
    await unpairDisplay(ctx, pc);
    expect(await hasDisplay(ctx, pc)).toBe(false);
    expect(await stateOf(token)).toBeUndefined();
    expect(people.audited.at(-1)?.action).toBe("display-unpaired");
  });

  type Shown = Awaited<ReturnType<typeof open>> & { pc: string; id: string };
});
