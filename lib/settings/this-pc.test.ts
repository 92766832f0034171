import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setShortcuts, shortcutsOn } from "./this-pc";

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("the keys of this PC", () => {
  const kept = new Map<string, string>();
  beforeEach(() => {
    kept.clear();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    });
  });

  it("are on until somebody switches them off", () => {
    expect(shortcutsOn()).toBe(true);
    setShortcuts(false);
    expect(shortcutsOn()).toBe(false);
    setShortcuts(true);
    expect(shortcutsOn()).toBe(true);
  });

  it("stay on when something unknown is kept", () => {
    setShortcuts(false);
    for (const key of kept.keys()) kept.set(key, "maybe");
    expect(shortcutsOn()).toBe(true);
  });
});

describe("a browser that stores nothing", () => {
  it("keeps the keys on", () => {
    const blocked = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
    vi.stubGlobal("localStorage", { getItem: blocked, setItem: blocked });

    expect(() => setShortcuts(false)).not.toThrow();
    expect(shortcutsOn()).toBe(true);
  });
});
