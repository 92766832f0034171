import { describe, expect, it } from "vitest";
import { testCtx } from "@/test/ctx";
import { press, shown } from "@/test/sessions/test-desk";
import { createLookout, type Lookout, readCheckedAt } from "./lookout";

const never = new AbortController().signal;
const longMs = 600_000;

/** A table in memory, and a lookout over it. */
function newLookout() {
  const kept = new Map([
    ["row-1", "before"],
    ["row-2", "before"],
  ]);
  const reads: string[][] = [];
  const fails = { next: false };
  const lookout: Lookout = createLookout(async (ids) => {
    reads.push([...ids]);
    if (fails.next) throw new Error("The database is busy.");
    return new Map(ids.flatMap((id) => (kept.has(id) ? [[id, kept.get(id) ?? null]] : [])));
  }, 5);
  const looks = async (count: number) => {
    const target = reads.length + count;
    while (reads.length < target) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  return { kept, reads, fails, lookout, looks };
}

describe("waiting for news of a link", () => {
  it("ends for all who wait for it, and for nobody else", async () => {
    const { kept, lookout, looks } = newLookout();
    const woken: string[] = [];
    const wait = (who: string, id: string, signal = never) =>
      lookout.wait(id, "before", longMs, signal).then(() => woken.push(who));
    const end = new AbortController();
    const both = [wait("desk 1", "row-1"), wait("desk 2", "row-1")];
    const other = wait("desk 3", "row-2", end.signal);
    await looks(2);
    expect(woken).toEqual([]);

    kept.set("row-1", "after");
    await Promise.all(both);
    await looks(2);
    expect(woken).toEqual(["desk 1", "desk 2"]);
    end.abort();
    await other;
  });

  it("reads once a look for everybody, and not at all while nobody waits", async () => {
    const { reads, lookout, looks } = newLookout();
    const end = new AbortController();
    const waits = [1, 2, 3, 4].map((n) =>
      lookout.wait(`row-${1 + (n % 2)}`, "before", longMs, end.signal),
    );
    await looks(3);
    expect(new Set(reads.map((ids) => ids.sort().join()))).toEqual(new Set(["row-1,row-2"]));
    end.abort();
    await Promise.all(waits);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { length } = reads;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(reads).toHaveLength(length);
  });

  it("ends when the time is over, when there is no such link, and when nobody waits any more", async () => {
    const { lookout } = newLookout();
    await lookout.wait("row-1", "before", 10, never);
    await lookout.wait("row-1", "before", -10, never);
    await lookout.wait("row-3", "before", longMs, never);
    await lookout.wait("row-1", "before", longMs, AbortSignal.abort());
    const hungUp = new AbortController();
    const waiting = lookout.wait("row-1", "before", longMs, hungUp.signal);
    hungUp.abort();
    await waiting;
  });

  it("ends for everybody when the server is about to end, and begins for nobody", async () => {
    const stop = new AbortController();
    const lookout = createLookout(async () => new Map([["row-1", "before"]]), 5, stop.signal);
    const waits = [1, 2].map(() => lookout.wait("row-1", "before", longMs, never));
    stop.abort();
    await Promise.all(waits);
    await lookout.wait("row-1", "before", longMs, never);
  });

  it("does not end for who came while the others' links were being read", async () => {
    const end = new AbortController();
    const late: Promise<void>[] = [];
    let woken = false;
    const lookout: Lookout = createLookout(async (ids) => {
      if (late.length === 0) {
        const waiting = lookout.wait("row-2", "before", longMs, end.signal);
        late.push(
          waiting.then(() => {
            woken = true;
          }),
        );
      }
      return new Map(ids.map((id) => [id, id === "row-1" ? "after" : "before"]));
    }, 5);
    await lookout.wait("row-1", "before", longMs, never);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(woken).toBe(false);
    end.abort();
    await Promise.all(late);
  });

  it("goes on when the database does not answer for a while", async () => {
    const { kept, fails, lookout, looks } = newLookout();
    fails.next = true;
    const waiting = lookout.wait("row-1", "before", longMs, never);
    kept.set("row-1", "after");
    await looks(2);
    fails.next = false;
    await waiting;
  });

  it("looks at what is kept of a link", async () => {
    const { ctx } = await testCtx();
    const { db } = ctx;
    const { id, checkedAt } = shown(await press(ctx)).progress;
    expect(await readCheckedAt(db, [id, "no-such-id"])).toEqual(new Map([[id, checkedAt]]));
  });
});
