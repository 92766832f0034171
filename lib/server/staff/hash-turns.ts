import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { remember } from "@/lib/server/remember";

/** Each takes a core and 32 MiB for a tenth of a second. */
const atOnce = 2;
/** About two seconds' work: more strangers than this are asked to come back. */
const mostStrangers = 40;

/** Whose password is being looked at. */
type Asker = "known" | "stranger";

/**
 * Turns for work on passwords: two at once, and who is known first, so that strangers who try
 * passwords take no time from the desk.
 */
export function createHashTurns() {
  const waiting: Record<Asker, (() => void)[]> = { known: [], stranger: [] };
  const asker = new AsyncLocalStorage<Asker>();
  let running = 0;

  async function turn(who: Asker): Promise<void> {
    if (running < atOnce) {
      running += 1;
      return;
    }
    // Whoever ends hands the turn on, so that nobody slips in between.
    await new Promise<void>((go) => waiting[who].push(go));
  }

  function handOn(): void {
    const next = waiting.known.shift() ?? waiting.stranger.shift();
    if (next) next();
    else running -= 1;
  }

  return {
    /** Whether a stranger would wait for too long. */
    isFull: () => waiting.stranger.length >= mostStrangers,
    /** Everything that `work` hashes belongs to this asker; without it, to a stranger. */
    as: <T>(who: Asker, work: () => Promise<T>): Promise<T> => asker.run(who, work),
    /** Runs one hash when it is its turn. */
    async run<T>(hash: () => Promise<T>): Promise<T> {
      await turn(asker.getStore() ?? "stranger");
      try {
        return await hash();
      } finally {
        handOn();
      }
    },
  };
}

export type HashTurns = ReturnType<typeof createHashTurns>;

/** Those of this process. */
export const hashTurns = (): HashTurns => remember("hash-turns", createHashTurns);
