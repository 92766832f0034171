import { describe, expect, it } from "vitest";
import { type Wait, within } from "./within";

const never = new Promise<never>(() => {});
const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

describe("an answer within a limit", () => {
  it("is given as it comes, and leaves no clock running", async () => {
    const before = timers();
    expect(await within(600_000, Promise.resolve("here"))).toBe("here");
    await expect(within(600_000, Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(timers()).toBe(before);
  });

  it("is not waited for any longer, whatever becomes of it", async () => {
    let fail = (_: Error): void => {};
    const late = new Promise<string>((_, reject) => {
      fail = reject;
    });
    expect(await within(1, late)).toBeNull();
    fail(new Error("broken, unheard"));
    expect(await within(1, never)).toBeNull();
  });

  it("is timed by the clock that is given, which is told when it is there", async () => {
    const asked: number[] = [];
    let isOver = false;
    const wait: Wait = (ms, _, options) => {
      asked.push(ms);
      options?.signal.addEventListener("abort", () => {
        isOver = true;
      });
      return never;
    };
    expect(await within(1_500, Promise.resolve("here"), wait)).toBe("here");
    expect([asked, isOver]).toEqual([[1_500], true]);
    expect(await within(1_500, never, async () => {})).toBeNull();
  });
});
