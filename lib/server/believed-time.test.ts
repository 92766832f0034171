import { expect, it, vi } from "vitest";
import { describeOnEachEngine, openUntilEnd } from "@/test/db/test-database";
import { confirmTime, doubtTime, mayRemoveByAge, type TimeServices } from "./believed-time";
import { byStaff } from "./context";
import type { Database } from "./db/schema";
import { createVault } from "./db/seal";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const trueStart = Date.parse("2026-04-25T14:30:00.000Z");

/** The true time, a computer whose clock may be wrong, and an API that knows better, if it answers. */
function newWorld() {
  let trueMs = trueStart;
  const world = {
    /** How far the computer's clock is ahead of the truth. */
    offMs: 0,
    apiOffMs: 0,
    apiAnswers: true,
    pass: (ms: number) => {
      trueMs += ms;
    },
    /** A process of the desk that starts now. */
    start(db: Database): TimeServices {
      let heard: number | null = null;
      return {
        db,
        now: () => new Date(trueMs + world.offMs),
        apiMs: () => (heard === null ? null : trueMs + heard),
        ask: async () => {
          if (world.apiAnswers) heard = world.apiOffMs;
        },
        log: { info: vi.fn(), warn: vi.fn() },
        state: { doubt: null, look: Promise.resolve() },
      };
    },
  };
  return world;
}

describeOnEachEngine("what is too old", (newPlace) => {
  async function open() {
    const db = await openUntilEnd(await newPlace());
    const world = newWorld();
    return { db, world, desk: world.start(db) };
  }
  const leap = (code: string, ms: number) => [{ event: "clock-leap", code, duration_ms: ms }];

  it("is removed from the first start on, and after every short pause, without anybody's word", async () => {
    const { db, world, desk } = await open();
    world.apiAnswers = false;
    for (let minutes = 0; minutes < 180; minutes += 1) {
      expect(await mayRemoveByAge(desk)).toBe(true);
      world.pass(minute);
    }
    world.pass(50 * minute);
    expect(await mayRemoveByAge(world.start(db))).toBe(true);
  });

  it.each([
    ["ahead", 40 * day],
    ["behind", -40 * day],
  ])(
    "stays when a start finds the clock 40 days %s, until it is right again",
    async (code, offMs) => {
      const { db, world, desk } = await open();
      await mayRemoveByAge(desk);
      world.offMs = offMs;
      const wrong = world.start(db);

      expect(await mayRemoveByAge(wrong)).toBe(false);
      expect(await mayRemoveByAge(wrong)).toBe(false);
      expect(vi.mocked(wrong.log.warn).mock.calls).toEqual([leap(code, 40 * day)]);
      expect(await doubtTime(wrong)).toMatchObject({ api: "2026-04-25T14:30:00.000Z" });

      // Neither another start nor some hours make it right.
      world.pass(2 * hour);
      expect(await mayRemoveByAge(world.start(db))).toBe(false);

      world.offMs = 0;
      expect(await mayRemoveByAge(wrong)).toBe(true);
      expect(wrong.log.info).toHaveBeenCalledWith({ event: "clock-believed" });
      expect(await mayRemoveByAge(world.start(db))).toBe(true);
    },
  );

  it("stays when the clock leaps while the desk runs, though the API agreed before", async () => {
    const { world, desk } = await open();
    await desk.ask();
    expect(await mayRemoveByAge(desk)).toBe(true);

    world.offMs = 40 * day;

    expect(await mayRemoveByAge(desk)).toBe(false);
    expect(vi.mocked(desk.log.warn).mock.calls).toEqual([leap("ahead", 40 * day)]);
  });

  it("stays while the API cannot be asked, and goes when it agrees within five minutes", async () => {
    const { db, world, desk } = await open();
    await mayRemoveByAge(desk);
    world.pass(40 * day);
    world.apiAnswers = false;
    const later = world.start(db);
    expect(await mayRemoveByAge(later)).toBe(false);
    expect(await doubtTime(later)).toEqual({
      now: "2026-06-04T14:30:00.000Z",
      api: null,
      believed: "2026-04-25T14:30:00.000Z",
    });

    world.apiAnswers = true;
    world.apiOffMs = -5 * minute - 1;
    expect(await mayRemoveByAge(later)).toBe(false);
    world.apiOffMs = -5 * minute;
    expect(await mayRemoveByAge(later)).toBe(true);
  });

  it("is removed at once by a desk that was really switched off for 40 days", async () => {
    const { db, world, desk } = await open();
    await mayRemoveByAge(desk);
    world.pass(40 * day);
    const later = world.start(db);

    expect(await Promise.all([1, 2, 3].map(() => mayRemoveByAge(later)))).toEqual([
      ...[true, true, true],
    ]);
    // That it was off, or set, nobody can tell apart: it is in the log.
    expect(vi.mocked(later.log.warn).mock.calls).toEqual([leap("ahead", 40 * day)]);
  });

  it("stays when the API contradicts the clock, though that never leapt", async () => {
    const { world, desk } = await open();
    world.apiOffMs = hour;
    await desk.ask();

    expect(await mayRemoveByAge(desk)).toBe(false);
    expect(vi.mocked(desk.log.warn).mock.calls).toEqual([leap("behind", hour)]);
  });

  it("goes when an administrator confirms the date, until the next leap, with a line in the trail", async () => {
    const { db, world, desk } = await open();
    await mayRemoveByAge(desk);
    world.pass(40 * day);
    world.apiOffMs = -40 * day;
    const later = world.start(db);
    expect(await mayRemoveByAge(later)).toBe(false);

    const vault = createVault("a made-up secret of the tests, 43 characters");
    const dana = byStaff({ id: "staff-1", sessionId: "1" }, { db, vault, now: later.now });
    await confirmTime(dana, later);

    expect(await mayRemoveByAge(later)).toBe(true);
    expect(await mayRemoveByAge(world.start(db))).toBe(true);
    const rows = await db.selectFrom("audit").select(["action", "staff_id"]).execute();
    expect(rows).toEqual([{ action: "clock-confirmed", staff_id: "staff-1" }]);

    world.offMs = 40 * day;
    expect(await mayRemoveByAge(later)).toBe(false);
    expect(await mayRemoveByAge(world.start(db))).toBe(false);
  });

  it("of a desk that was updated stays too, if its trail ends 40 days ago or 40 days ahead", async () => {
    for (const offMs of [40 * day, -40 * day]) {
      const { db, world, desk } = await open();
      await confirmTime(
        byStaff(
          { id: "staff-1", sessionId: "1" },
          { db, vault: createVault("x".repeat(43)), now: desk.now },
        ),
        desk,
      );
      await db.deleteFrom("meta").where("key", "in", ["time-believed", "time-confirmed"]).execute();
      world.offMs = offMs;
      expect(await mayRemoveByAge(world.start(db))).toBe(false);
    }
  });
});
