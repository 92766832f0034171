import "server-only";
import { isAhead } from "@/lib/server/clock";
import { removeInBatches } from "@/lib/server/db/remove-in-batches";
import type { Database } from "@/lib/server/db/schema";
import type { Vault } from "@/lib/server/db/seal";
import { unaudited } from "@/lib/server/db/unaudited";

/** Something whose tries are counted. */
export type Counter = {
  /** What kind, such as `account`. */
  what: string;
  /** Which one; kept as a keyed hash. */
  which: string;
  /** How many tries go without a wait. */
  free: number;
  /** The first wait; two seconds unless it is said. */
  firstWaitSeconds?: number;
  /** The wait doubles with each further try, up to this. */
  longestSeconds: number;
};

export type ThrottleServices = { db: Database; vault: Vault; now: () => Date };

const usualFirstWaitSeconds = 2;
/** After so long without a try it starts anew. */
const forgottenAfterMs = 24 * 60 * 60 * 1000;
/** Others who write at the same moment; each round one of them gets through. */
const rounds = 50;

/**
 * Counts one try before it is made, so that a thousand at once are a thousand and not one.
 *
 * @returns seconds to wait before it may be made; 0: go ahead, it was counted
 */
export async function takeTry(
  counters: readonly Counter[],
  services: ThrottleServices,
): Promise<number> {
  const taken: Counter[] = [];
  for (const counter of counters) {
    const wait = await takeOne(counter, services);
    if (wait > 0) {
      for (const other of taken) await giveBack(other, services);
      return wait;
    }
    taken.push(counter);
  }
  return 0;
}

async function takeOne(counter: Counter, { db, vault, now }: ThrottleServices): Promise<number> {
  const key = keyOf(counter, vault);
  for (let round = 0; round < rounds; round++) {
    const at = now().toISOString();
    const found = await db
      .selectFrom("sign_in_tries")
      .selectAll()
      .where("key", "=", key)
      .executeTakeFirst();
    if (found && isAhead(found.tried_at, now())) {
      await countAsNow(key, found, after(at, waitAfter(found.tries, counter)), { db, at });
      continue;
    }
    if (found && found.free_at > at) {
      return Math.min(secondsBetween(at, found.free_at), counter.longestSeconds);
    }

    const isForgotten = found && secondsBetween(found.tried_at, at) * 1000 > forgottenAfterMs;
    const tries = found && !isForgotten ? found.tries + 1 : 1;
    const next = { tries, tried_at: at, free_at: after(at, waitAfter(tries, counter)) };
    const written = found
      ? await unaudited(db)
          .updateTable("sign_in_tries")
          .set(next)
          .where("key", "=", key)
          .where("tries", "=", found.tries)
          .where("tried_at", "=", found.tried_at)
          .returning("key")
          .executeTakeFirst()
      : await unaudited(db)
          .insertInto("sign_in_tries")
          .values({ key, ...next })
          .onConflict((conflict) => conflict.column("key").doNothing())
          .returning("key")
          .executeTakeFirst();
    if (written) return 0;
  }
  return usualFirstWaitSeconds;
}

/** The clock was ahead at the last try: its wait begins now, so that it ends at all. */
async function countAsNow(
  key: string,
  found: { tried_at: string },
  freeAt: string,
  { db, at }: { db: Database; at: string },
): Promise<void> {
  await unaudited(db)
    .updateTable("sign_in_tries")
    .set({ tried_at: at, free_at: freeAt })
    .where("key", "=", key)
    .where("tried_at", "=", found.tried_at)
    .execute();
}

/** For a try that was no failure: it costs neither a count nor the wait that it began. */
export async function giveBack(counter: Counter, { db, vault }: ThrottleServices): Promise<void> {
  await unaudited(db)
    .updateTable("sign_in_tries")
    .set((row) => ({ tries: row("tries", "-", 1), free_at: row.ref("tried_at") }))
    .where("key", "=", keyOf(counter, vault))
    .where("tries", ">", 0)
    .execute();
}

/** For what has shown that it is who it says: what went before is forgotten. */
export async function forgetTries(counter: Counter, { db, vault }: ThrottleServices) {
  await unaudited(db)
    .deleteFrom("sign_in_tries")
    .where("key", "=", keyOf(counter, vault))
    .execute();
}

/** Whether this is the first time; what was used stays used for a day. */
export async function isFirstUse(
  { what, which }: Pick<Counter, "what" | "which">,
  { db, vault, now }: ThrottleServices,
): Promise<boolean> {
  const at = now().toISOString();
  const key = keyOf({ what, which }, vault);
  const written = await unaudited(db)
    .insertInto("sign_in_tries")
    .values({ key, tries: 1, tried_at: at, free_at: at })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .returning("key")
    .executeTakeFirst();
  return written !== undefined;
}

/** Takes away what no longer counts. */
export async function removeOldTries({ db, now }: Omit<ThrottleServices, "vault">): Promise<void> {
  const old = new Date(now().getTime() - forgottenAfterMs).toISOString();
  await removeInBatches(db, "sign_in_tries", async (limit) => {
    const forgotten = db
      .selectFrom("sign_in_tries")
      .select("key")
      .where("tried_at", "<", old)
      .where("free_at", "<", old)
      .orderBy("tried_at")
      .limit(limit);
    const { numDeletedRows } = await unaudited(db)
      .deleteFrom("sign_in_tries")
      .where("key", "in", forgotten)
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  });
}

function waitAfter(tries: number, counter: Counter): number {
  const { free, firstWaitSeconds = usualFirstWaitSeconds, longestSeconds } = counter;
  if (tries <= free) return 0;
  return Math.min(longestSeconds, firstWaitSeconds * 2 ** (tries - free - 1));
}

function keyOf({ what, which }: Pick<Counter, "what" | "which">, vault: Vault): string {
  return vault.fingerprint("sign-in-tries", `${what}\0${which}`);
}

function after(at: string, seconds: number): string {
  return new Date(Date.parse(at) + seconds * 1000).toISOString();
}

function secondsBetween(from: string, to: string): number {
  return Math.ceil((Date.parse(to) - Date.parse(from)) / 1000);
}
