import { expect, it, vi } from "vitest";
import { remember } from "./remember";

it("makes a thing once and then always gives that one", () => {
  const create = vi.fn(() => ({}));

  const first = remember("remember.test: a thing", create);

  expect(remember("remember.test: a thing", create)).toBe(first);
  expect(create).toHaveBeenCalledTimes(1);
});

it("keeps things of different names apart", () => {
  expect(remember("remember.test: one", () => 1)).toBe(1);
  expect(remember("remember.test: two", () => 2)).toBe(2);
  expect(remember("constructor", () => 3)).toBe(3);
});

it("gives every bundle's copy of this module the same thing", async () => {
  const thing = remember("remember.test: shared", () => ({}));
  vi.resetModules();
  const other = await import("./remember");

  expect(other.remember).not.toBe(remember);
  expect(other.remember("remember.test: shared", () => ({}))).toBe(thing);
});

it("remembers nothing of a thing that could not be made", () => {
  const fails = () => {
    throw new Error("not yet");
  };
  expect(() => remember("remember.test: late", fails)).toThrow("not yet");
  expect(remember("remember.test: late", () => "made")).toBe("made");
});

it("remembers that there is nothing, too", () => {
  const create = vi.fn(() => null);
  remember("remember.test: nothing", create);
  expect(remember("remember.test: nothing", create)).toBeNull();
  expect(create).toHaveBeenCalledTimes(1);
});
