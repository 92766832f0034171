import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openChannel, readStored, store } from "./storage";

function newStorage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("what a browser keeps", () => {
  beforeEach(() => {
    vi.stubGlobal("localStorage", newStorage());
    vi.stubGlobal("sessionStorage", newStorage());
  });

  it("is found again until it is taken away", () => {
    expect(readStored("paper")).toBeNull();
    store("paper", "a4");
    expect(readStored("paper")).toBe("a4");
    store("paper", null);
    expect(readStored("paper")).toBeNull();
  });

  it("of one window is not that of the PC", () => {
    store("popup", "on", "window");
    expect(readStored("popup")).toBeNull();
    expect(readStored("popup", "window")).toBe("on");
  });
});

describe("a browser that keeps nothing", () => {
  const refuse = () => {
    throw new DOMException("The operation is insecure.", "SecurityError");
  };

  it.each(["pc", "window"] as const)("has nothing stored for the %s, and says nothing", (place) => {
    const blocked = { getItem: refuse, setItem: refuse, removeItem: refuse };
    vi.stubGlobal("localStorage", blocked);
    vi.stubGlobal("sessionStorage", blocked);
    expect(() => store("paper", "a4", place)).not.toThrow();
    expect(() => store("paper", null, place)).not.toThrow();
    expect(readStored("paper", place)).toBeNull();
  });

  it("passes nothing on to other windows, and says nothing", () => {
    vi.stubGlobal(
      "BroadcastChannel",
      class {
        constructor() {
          refuse();
        }
      },
    );
    const channel = openChannel<string>("line");
    expect(() => channel.tell("hello")).not.toThrow();
    expect(() => channel.close()).not.toThrow();
  });
});

it("windows hear each other, and not themselves", async () => {
  const heard: string[] = [];
  const here = openChannel<string>("line", (news) => heard.push(`here: ${news}`));
  const there = openChannel<string>("line", (news) => heard.push(`there: ${news}`));
  const arrival = vi.waitUntil(() => heard.length > 0);
  here.tell("hello");
  await arrival;
  expect(heard).toEqual(["there: hello"]);
  here.close();
  there.close();
});
