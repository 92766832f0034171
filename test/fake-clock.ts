import { now as start } from "@/test/sessions/sample-session";

export type FakeClock = {
  now: () => Date;
  wait: (ms: number) => Promise<void>;
  /** Lets time go by while nothing happens. */
  pass: (seconds: number) => void;
};

/**
 * A clock for tests that jumps to the next thing that is waited for, as soon as nothing else is
 * left to do: what takes seconds is over at once, and always in the same order.
 */
export function fakeClock(): FakeClock {
  let time = start.getTime();
  const sleepers: { until: number; wake: () => void }[] = [];

  function wakeNext(): void {
    sleepers.sort((one, other) => one.until - other.until);
    const next = sleepers.shift();
    if (!next) return;
    time = Math.max(time, next.until);
    next.wake();
  }
  return {
    now: () => new Date(time),
    wait: (ms) =>
      new Promise((resolve) => {
        sleepers.push({ until: time + ms, wake: resolve });
        setImmediate(wakeNext);
      }),
    pass: (seconds) => {
      time += seconds * 1000;
    },
  };
}
