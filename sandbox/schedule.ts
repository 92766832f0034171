/** Work that waits for its time, in a process that it does not keep alive. */
export type Schedule<Item> = {
  /** @param ms 0: at once */
  plan: (item: Item, ms: number) => void;
  /** Takes it out again; what is under way goes on. */
  cancel: (item: Item) => void;
  /** Resolves when nothing is under way. */
  settle: () => Promise<void>;
  /** Settles, and then does at once what waits for its time. Resolves when that is done. */
  hurry: () => Promise<void>;
  /** From now on what comes due is kept. */
  hold: () => void;
  /** Does what was kept, one after the other, in the order in which it came due or the reverse. */
  release: (order: "oldest" | "newest") => Promise<void>;
  isHeld: () => boolean;
  /** Forgets everything that waits. */
  close: () => void;
};

/** @param work what is done with an item when its time has come; must not reject */
export function createSchedule<Item>(work: (item: Item) => Promise<void>): Schedule<Item> {
  const timers = new Map<Item, NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  let held: Item[] | null = null;

  function cancel(item: Item): void {
    clearTimeout(timers.get(item));
    timers.delete(item);
    if (held) held = held.filter((one) => one !== item);
  }

  function start(item: Item): Promise<void> {
    cancel(item);
    const promise = work(item).finally(() => running.delete(promise));
    running.add(promise);
    return promise;
  }

  function comeDue(item: Item): void {
    timers.delete(item);
    if (held) held.push(item);
    else void start(item);
  }

  async function settle(): Promise<void> {
    while (running.size > 0) await Promise.all(running);
  }

  return {
    plan: (item, ms) => {
      if (ms === 0) comeDue(item);
      else timers.set(item, setTimeout(comeDue, ms, item).unref());
    },
    cancel,
    settle,
    hurry: async () => {
      await settle();
      await Promise.all([...timers.keys()].map(start));
    },
    hold: () => {
      held ??= [];
    },
    release: async (order) => {
      const kept = held ?? [];
      held = null;
      for (const item of order === "oldest" ? kept : kept.reverse()) await start(item);
    },
    isHeld: () => held !== null,
    close: () => {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      held = null;
    },
  };
}
