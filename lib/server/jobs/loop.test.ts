import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Ctx, SystemActor } from "@/lib/server/context";
import { DatabaseTrouble } from "@/lib/server/db/trouble";
import type { Wait } from "@/lib/server/within";
import { asSystem, testCtx } from "@/test/ctx";
import { describeOnEachEngine, openUntilEnd } from "@/test/db/test-database";
import { beatMs, createLease, leaseMs } from "./lease";
import { type Job, runJobs } from "./loop";

let ctx: Ctx<SystemActor>;
beforeAll(async () => {
  ctx = asSystem((await testCtx()).ctx);
});

/** Time that passes when the test says so. */
function handClock() {
  let now = 0;
  const sleepers = new Set<{ until: number; wake: () => void }>();
  const wait: Wait = (ms, _value, options) =>
    new Promise((resolve) => {
      const wake = () => {
        options?.signal.removeEventListener("abort", wake);
        resolve(undefined);
      };
      const sleeper = { until: now + ms, wake };
      sleepers.add(sleeper);
      options?.signal.addEventListener("abort", wake);
    });
  /** Lets what is awake go to its next wait, then time go by in seconds. */
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      await new Promise(setImmediate);
      now += 1000;
      for (const sleeper of sleepers) {
        if (sleeper.until > now) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    }
    await new Promise(setImmediate);
  };
  return { wait, pass, now: () => now };
}

/** A lease as several processes share it, without the database. */
function sharedLease() {
  let holder: string | null = null;
  const of = (name: string) => ({
    hold: vi.fn(async () => {
      holder ??= name;
      return holder === name;
    }),
    release: async () => {
      if (holder === name) holder = null;
    },
  });
  const lose = () => {
    holder = "somebody else";
  };
  return { of, lose };
}

/** Runs these jobs as one process does. */
function start(jobs: Job[], { wait }: { wait: Wait }, lease = sharedLease().of("alone")) {
  const end = new AbortController();
  const warn = vi.fn();
  const ended = runJobs(jobs, end.signal, { lease, ctx: async () => ctx, log: { warn }, wait });
  const stop = () => {
    end.abort();
    return ended;
  };
  return { stop, warn };
}

function countedJob(changes: Partial<Job> = {}) {
  const run = vi.fn(async () => {});
  return { run, job: { name: "count", everyMs: 60_000, where: "one", run, ...changes } as const };
}

describe("a job", () => {
  it("runs now, then again and again, one run at a time", async () => {
    const clock = handClock();
    const ends: (() => void)[] = [];
    const run = () => new Promise<void>((resolve) => ends.push(resolve));
    const { job } = countedJob({ run });
    start([job], clock);
    await clock.pass(120);
    expect(ends).toHaveLength(1);

    ends[0]?.();
    await clock.pass(60);
    expect(ends).toHaveLength(2);
  });

  it("that fails leaves one line a run, goes on, and holds no other up", async () => {
    const clock = handClock();
    const failing = vi.fn(async () => {
      throw new DatabaseTrouble("disk full", "delete sessions", "SQLITE_FULL");
    });
    const other = countedJob({ name: "other" });
    const { warn } = start(
      [countedJob({ name: "remove old links", run: failing }).job, other.job],
      clock,
    );
    await clock.pass(120);

    expect(failing).toHaveBeenCalledTimes(3);
    expect(other.run).toHaveBeenCalledTimes(3);
    expect(warn.mock.calls).toEqual(
      Array(3).fill([
        {
          event: "housekeeping-failed",
          operation: "remove old links",
          cause: "disk full",
          code: "SQLITE_FULL",
        },
      ]),
    );
  });

  it("is waited for at the end, with the lease kept, and does not begin again", async () => {
    const clock = handClock();
    let finish = () => {};
    const run = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const leases = sharedLease();
    const lease = leases.of("ending");
    const { stop } = start([countedJob({ run }).job], clock, lease);
    await clock.pass(1);

    let isOver = false;
    const end = stop().then(() => (isOver = true));
    const beats = lease.hold.mock.calls.length;
    await clock.pass(10);
    expect(isOver).toBe(false);
    expect(lease.hold.mock.calls.length).toBeGreaterThan(beats);
    expect(await leases.of("other").hold()).toBe(false);

    finish();
    await end;
    expect(run).toHaveBeenCalledOnce();
    expect(await leases.of("other").hold()).toBe(true);
  });
});

describe("of two processes", () => {
  it("one does what is done for all, and each what is about itself", async () => {
    const clock = handClock();
    const leases = sharedLease();
    const all = countedJob();
    const own = countedJob({ where: "each" });
    start([all.job, own.job], clock, leases.of("one"));
    start([all.job, own.job], clock, leases.of("other"));
    await clock.pass(60);

    expect(all.run).toHaveBeenCalledTimes(2);
    expect(own.run).toHaveBeenCalledTimes(4);
  });

  it("the other goes on soon when the first ends, with hourly jobs at once", async () => {
    const clock = handClock();
    const leases = sharedLease();
    const everyMs = 60 * 60_000;
    const first = countedJob({ everyMs });
    const second = countedJob({ everyMs });
    const { stop } = start([first.job], clock, leases.of("first"));
    await clock.pass(1);
    start([second.job], clock, leases.of("second"));
    await clock.pass(30);
    expect([first, second].map(({ run }) => run.mock.calls.length)).toEqual([1, 0]);

    await stop();
    await clock.pass(beatMs / 1000);
    expect(second.run).toHaveBeenCalledOnce();
  });

  it("one that lost the lease begins no further run", async () => {
    const clock = handClock();
    const leases = sharedLease();
    const { run, job } = countedJob({ everyMs: 1000 });
    start([job], clock, leases.of("first"));
    await clock.pass(2);
    leases.lose();
    await clock.pass(beatMs / 1000);
    const { length } = run.mock.calls;
    await clock.pass(60);
    expect(run).toHaveBeenCalledTimes(length);
  });
});

const patience = { timeout: 30_000 };

describeOnEachEngine("of two processes on one database", (newPlace) => {
  it("one works; when it is killed the other goes on", async () => {
    const place = await newPlace();
    const newProcess = async () => {
      const clock = handClock();
      const lease = createLease(await openUntilEnd(place), { info: () => {} }, clock.now);
      const hold = vi.fn(lease.hold);
      const { run, job } = countedJob({ everyMs: beatMs });
      start([job], clock, { ...lease, hold });
      const isAnswered = (asked: number) =>
        vi.waitFor(() => expect(hold.mock.settledResults[asked]?.type).toBe("fulfilled"), patience);
      /** Lives until it has asked for the lease once more. */
      const beat = async () => {
        const asked = hold.mock.calls.length;
        await clock.pass(beatMs / 1000);
        await isAnswered(asked);
      };
      await isAnswered(0);
      return { run, beat };
    };
    const first = await newProcess();
    const second = await newProcess();
    for (let beat = 0; beat < 5; beat += 1) {
      await first.beat();
      await second.beat();
    }
    expect(first.run.mock.calls.length).toBeGreaterThan(4);
    expect(second.run).not.toHaveBeenCalled();

    // The first is killed: it does nothing more.
    for (let ms = 0; ms <= leaseMs; ms += beatMs) await second.beat();
    await vi.waitFor(() => expect(second.run).toHaveBeenCalled(), patience);
  });
});
