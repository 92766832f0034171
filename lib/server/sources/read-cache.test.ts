import { describe, expect, it } from "vitest";
import { fail, ok, type Result } from "@/lib/result";
import { createReadCache } from "./read-cache";

/** A cache over a clock and a source that the test turns by hand. */
function setUp(maxEntries = 10) {
  const state = { now: 0, loads: 0, answer: ok("first") as Result<string, string> };
  const cache = createReadCache<string, string>({
    maxEntries,
    freshMs: 1_000,
    isFinal: (error) => error === "gone",
    now: () => state.now,
  });
  const load = async () => {
    state.loads++;
    return state.answer;
  };
  return { state, cache, read: (key: string) => cache.read(key, load) };
}

describe("read cache", () => {
  it("asks once while the value is fresh, and again after", async () => {
    const { state, read } = setUp();
    await read("a");
    state.now = 999;
    expect(await read("a")).toEqual(ok({ value: "first", stale: false }));
    expect(state.loads).toBe(1);

    state.now = 1_000;
    state.answer = ok("second");
    expect(await read("a")).toEqual(ok({ value: "second", stale: false }));
    expect(state.loads).toBe(2);
  });

  it("asks once for all who ask at the same time", async () => {
    const { state, read } = setUp();
    const answers = await Promise.all([read("a"), read("a"), read("a")]);
    expect(answers).toEqual(Array(3).fill(ok({ value: "first", stale: false })));
    expect(state.loads).toBe(1);
  });

  it("gives the last good value when asking fails, says so, and asks again next time", async () => {
    const { state, read } = setUp();
    await read("a");
    state.now = 5_000;
    state.answer = fail("down");
    expect(await read("a")).toEqual(ok({ value: "first", stale: true }));

    state.answer = ok("back");
    expect(await read("a")).toEqual(ok({ value: "back", stale: false }));
  });

  it("gives the failure when there was never a value, and does not keep it", async () => {
    const { state, read } = setUp();
    state.answer = fail("down");
    expect(await read("a")).toEqual(fail("down"));

    state.answer = ok("up");
    expect(await read("a")).toEqual(ok({ value: "up", stale: false }));
  });

  it("forgets the value when the failure is final", async () => {
    const { state, read } = setUp();
    await read("a");
    state.now = 5_000;
    state.answer = fail("gone");
    expect(await read("a")).toEqual(fail("gone"));

    state.answer = fail("down");
    expect(await read("a")).toEqual(fail("down"));
  });

  it("drops the entry that was used longest ago when it is full", async () => {
    const { state, read } = setUp(2);
    await read("a");
    await read("b");
    await read("a");
    await read("c");
    expect(state.loads).toBe(3);

    await read("a");
    expect(state.loads).toBe(3);
    await read("b");
    expect(state.loads).toBe(4);
  });

  it("does not ask for a value that it was given", async () => {
    const { state, cache, read } = setUp();
    cache.keep("a", "told");
    expect(await read("a")).toEqual(ok({ value: "told", stale: false }));
    expect(state.loads).toBe(0);
  });

  it("asks again after a load that threw", async () => {
    const { cache, read } = setUp();
    const broken = cache.read("a", async () => {
      throw new Error("bug");
    });
    await expect(broken).rejects.toThrow("bug");
    expect(await read("a")).toEqual(ok({ value: "first", stale: false }));
  });
});
