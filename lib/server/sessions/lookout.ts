import "server-only";
import { database } from "@/lib/server/db/client";
import type { Database } from "@/lib/server/db/schema";
import { remember } from "@/lib/server/remember";
import { stopping } from "@/lib/server/shut-down";
import { paces } from "./freshness";

/** When the API was last heard about each of these links, as it is kept now; ISO 8601 UTC. */
export type ReadCheckedAt = (ids: readonly string[]) => Promise<Map<string, string | null>>;

type Waiter = { id: string; seen: string; wake: () => void };

/** Waits for news of links on behalf of many: however many wait, our own table is read once a look. */
export type Lookout = {
  /**
   * Resolves when something else than `seen` is kept of the link, when the time is over, or when
   * `gone` aborts.
   */
  wait(id: string, seen: string, ms: number, gone: AbortSignal): Promise<void>;
};

/** @param stop nobody waits any more: the process is about to end */
export function createLookout(
  read: ReadCheckedAt,
  everyMs: number,
  stop = new AbortController().signal,
): Lookout {
  const waiters = new Set<Waiter>();
  let isLooking = false;
  stop.addEventListener("abort", () => {
    for (const { wake } of waiters) wake();
  });

  async function look(): Promise<void> {
    const ids = [...new Set([...waiters].map(({ id }) => id))];
    // A database that does not answer now is asked again at the next look.
    const kept = await read(ids).catch(() => null);
    for (const { id, seen, wake } of kept ? waiters : []) {
      if (ids.includes(id) && kept?.get(id) !== seen) wake();
    }
  }
  function lookAgain(): void {
    isLooking = waiters.size > 0;
    if (isLooking) setTimeout(() => void look().then(lookAgain), everyMs);
  }

  return {
    async wait(id, seen, ms, gone) {
      if (gone.aborted || stop.aborted || ms <= 0) return;
      const { promise, resolve: wake } = withResolver();
      const waiter = { id, seen, wake };
      const timer = setTimeout(wake, ms);
      gone.addEventListener("abort", wake, { once: true });
      waiters.add(waiter);
      if (!isLooking) lookAgain();
      await promise;
      waiters.delete(waiter);
      clearTimeout(timer);
      gone.removeEventListener("abort", wake);
    },
  };
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function withResolver(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** That of this process. */
export function lookout(): Lookout {
  return remember("lookout", () =>
    createLookout(async (ids) => readCheckedAt(await database(), ids), paces.lookMs, stopping()),
  );
}

/** One query, of one column: what is sealed is not opened. */
export async function readCheckedAt(
  db: Database,
  ids: readonly string[],
): Promise<Map<string, string | null>> {
  const rows = await db
    .selectFrom("sessions")
    .select(["id", "checked_at"])
    .where("id", "in", ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row.checked_at]));
}
