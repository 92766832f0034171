import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openDatabase } from "@/lib/server/db/client";
import { describeOnEachEngine, type NewPlace, openUntilEnd } from "@/test/db/test-database";
import { createLease, leaseMs } from "./lease";

const log = { info: vi.fn() };
beforeEach(() => {
  log.info.mockReset();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Two processes on one database, each with a connection and a steady clock of its own. */
async function twoProcesses(newPlace: NewPlace) {
  const place = await newPlace();
  const start = async (ms: number) => {
    const db = await openUntilEnd(place);
    const clock = { ms };
    return { db, clock, lease: createLease(db, log, () => clock.ms) };
  };
  const [one, other] = [await start(0), await start(9_000_000)];
  const pass = (ms: number) => {
    one.clock.ms += ms;
    other.clock.ms += ms;
  };
  return { place, one, other, pass };
}

describeOnEachEngine("the lease of the jobs", (newPlace) => {
  it("is one process's, for as long as that says that it is there", async () => {
    const { one, other, pass } = await twoProcesses(newPlace);
    for (let beat = 0; beat < 10; beat += 1) {
      expect(await one.lease.hold()).toBe(true);
      expect(await other.lease.hold()).toBe(false);
      pass(leaseMs - 1);
    }
  });

  it("is given to one of those that ask at the same moment", async () => {
    const { one, other } = await twoProcesses(newPlace);
    const held = await Promise.all([one.lease.hold(), other.lease.hold()]);
    expect(held.filter(Boolean)).toHaveLength(1);
  });

  it("goes to another 15 s after its holder died, which is a line in the log", async () => {
    const { one, other, pass } = await twoProcesses(newPlace);
    await one.lease.hold();
    expect(await other.lease.hold()).toBe(false);
    pass(leaseMs - 1);
    expect(await other.lease.hold()).toBe(false);
    pass(1);
    expect(await other.lease.hold()).toBe(true);
    expect(log.info).toHaveBeenCalledExactlyOnceWith({ event: "jobs-taken-over" });
    // One that was only asleep hears that it has it no longer.
    expect(await one.lease.hold()).toBe(false);
  });

  it("goes to one of two that see the holder dead", async () => {
    const { place, one, other, pass } = await twoProcesses(newPlace);
    const third = createLease(await openUntilEnd(place), log, () => other.clock.ms);
    await one.lease.hold();
    await Promise.all([other.lease.hold(), third.hold()]);
    pass(leaseMs);
    const held = await Promise.all([other.lease.hold(), third.hold()]);
    expect(held.filter(Boolean)).toHaveLength(1);
  });

  it("goes to another at once when its holder ends as it was asked to", async () => {
    const { one, other } = await twoProcesses(newPlace);
    await one.lease.hold();
    await other.lease.release();
    expect(await other.lease.hold()).toBe(false);
    await one.lease.release();
    expect(await other.lease.hold()).toBe(true);
    expect(log.info).not.toHaveBeenCalled();
  });

  it.each([-40, 40])("is neither kept nor lost by a clock that leaps by %i days", async (days) => {
    const { one, other, pass } = await twoProcesses(newPlace);
    await one.lease.hold();
    await other.lease.hold();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + days * 86_400_000 });
    expect(await other.lease.hold()).toBe(false);
    expect(await one.lease.hold()).toBe(true);
    await other.lease.hold();
    pass(leaseMs);
    expect(await other.lease.hold()).toBe(true);
  });

  it("is kept for 15 s while the database does not answer, and not longer", async () => {
    const place = await newPlace();
    const db = await openDatabase(place);
    const clock = { ms: 0 };
    const lease = createLease(db, log, () => clock.ms);
    expect(await lease.hold()).toBe(true);
    await db.destroy();
    clock.ms = leaseMs - 1;
    expect(await lease.hold()).toBe(true);
    clock.ms = leaseMs;
    await expect(lease.hold()).rejects.toThrow();
  });
});
