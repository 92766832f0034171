import { beforeEach, expect, it } from "vitest";
import { fail } from "@/lib/result";
import type { Ctx, StaffActor } from "@/lib/server/context";
import type { WritableDatabase } from "@/lib/server/db/schema";
import { testCtx } from "@/test/ctx";
import { describeOnEachEngine, openUntilEnd } from "@/test/db/test-database";
import { type FakeClock, fakeClock } from "@/test/fake-clock";
import { type FakeConnect, fakeConnect } from "@/test/sessions/fake-connect";
import { attempt } from "@/test/sessions/sample-input";
import { sampleDetails } from "@/test/sessions/sample-session";
import { press, shown } from "@/test/sessions/test-desk";
import { writableStore } from "@/test/sessions/writable-store";

type Desk = Ctx<StaffActor>;

const maria = { attemptId: attempt(1), name: "María López" };
const zoe = { attemptId: attempt(2), name: "Zoë Braun" };

describeOnEachEngine("two desks that press for one patient id at the same moment", (newPlace) => {
  let one: Desk;
  let other: Desk;
  let api: FakeConnect;
  let clock: FakeClock;

  beforeEach(async () => {
    const place = await newPlace();
    clock = fakeClock();
    api = fakeConnect(clock);
    const deskOver = async (db: WritableDatabase) =>
      (await testCtx({ db, connect: api.client, now: clock.now, wait: clock.wait })).ctx;
    one = await deskOver(await openUntilEnd(place));
    // Several servers share one Postgres; the embedded database is one process's.
    other = place.databaseUrl ? await deskOver(await openUntilEnd(place)) : one;
  });

  it.each([0, 500, 3000])(
    "with other names make one link; the other is told who the API has (%i ms to answer)",
    async (ms) => {
      api.takesMs = { createSession: Array(4).fill(ms) };

      const results = await Promise.all([press(one, maria), press(other, zoe)]);

      expect(api.created).toHaveLength(1);
      const [sent] = api.created;
      const loser = results.find((result) => !result.ok);
      expect(results.filter((result) => result.ok)).toHaveLength(1);
      expect(loser).toMatchObject({
        error: { kind: "identity-differs", stored: { name: sent?.input.patientName } },
      });
    },
  );

  it("with the same name make one link, and the other is offered it", async () => {
    const results = await Promise.all([
      press(one, maria),
      press(other, { ...maria, attemptId: attempt(2) }),
    ]);

    expect(api.created).toHaveLength(1);
    const card = results.flatMap((result) => (result.ok ? [shown(result)] : []))[0];
    expect(results.find((result) => !result.ok)).toMatchObject({
      error: { kind: "open-link-exists", links: [{ id: card?.progress.id }] },
    });
  });

  it("make one link when twenty press", async () => {
    const presses = Array.from({ length: 20 }, (_, n) =>
      press(n % 2 ? one : other, { attemptId: attempt(n + 1), name: `Name ${n}` }),
    );

    const results = await Promise.all(presses);

    expect(api.created).toHaveLength(1);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });

  it("make one link when one reads before the other has made its own, and claims after it", async () => {
    const done = gate();
    const slow = press(
      withConnect(one, (connect) => ({
        getPatient: (id) => done.opened.then(() => connect.getPatient(id)),
      })),
      maria,
    );

    const quick = await press(other, zoe);
    done.open();

    expect(quick.ok).toBe(true);
    expect(await slow).toMatchObject({ ok: false, error: { kind: "identity-differs" } });
    expect(api.created).toHaveLength(1);
  });

  it("are served one after the other when the first comes to nothing", async () => {
    const waits = gate();
    const sends = gate();
    const createSession: Desk["connect"]["createSession"] = async () => {
      sends.open();
      await waits.opened;
      return fail({ kind: "unreachable", cause: "dns", requestId: null });
    };
    const first = press(
      withConnect(one, () => ({ createSession })),
      maria,
    );
    await sends.opened;
    const wait: Desk["wait"] = (ms) => {
      waits.open();
      return other.wait(ms);
    };

    const second = await press({ ...other, wait }, zoe);

    expect(await first).toMatchObject({ ok: false, error: { kind: "no-connection" } });
    expect(shown(second).details.name).toBe("Zoë Braun");
  });

  it("are both served when the second link is wanted, one after the other", async () => {
    await press(one, { ...maria, attemptId: attempt(3) });
    const again = { name: "María López", makeAnother: true };

    const results = await Promise.all([
      press(one, { ...again, attemptId: attempt(4) }),
      press(other, { ...again, attemptId: attempt(5) }),
    ]);

    expect(results.every((result) => result.ok)).toBe(true);
    expect(api.created).toHaveLength(3);
  });

  it("are told to wait when the first ended without an outcome, and later are not", async () => {
    const details = sampleDetails({ patientId: "MRN10023" });
    const died = { attemptId: attempt(9), details, tag: "Blue 7", staffId: null };
    await writableStore(one).claimAttempt({ ...died, now: clock.now() });

    const early = await press(other, zoe);
    clock.pass(20);
    const late = await press(other, { ...zoe, attemptId: attempt(3) });

    expect(early).toEqual(fail({ kind: "being-made", requestId: null }));
    expect(shown(late).details.name).toBe("Zoë Braun");
    expect(api.created).toHaveLength(1);
  });

  it("do not wait for one another when their patients are others", async () => {
    const done = gate();
    const slow = press(
      withConnect(one, (connect) => ({
        createSession: (...sent) => done.opened.then(() => connect.createSession(...sent)),
      })),
      maria,
    );

    const quick = await press(other, { ...zoe, patientId: "MRN10024" });
    done.open();

    expect(shown(quick).details.name).toBe("Zoë Braun");
    expect((await slow).ok).toBe(true);
  });
});

/** Holds until it is opened, whatever the clock says. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

type Connect = Desk["connect"];

function withConnect(ctx: Desk, changed: (connect: Connect) => Partial<Connect>): Desk {
  return { ...ctx, connect: { ...ctx.connect, ...changed(ctx.connect) } };
}
