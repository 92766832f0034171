import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  isSharedPc,
  onThisPcChange,
  setSharedPc,
  setShortcuts,
  setStaysAfterScan,
  shortcutsOn,
  staysAfterScan,
} from "./this-pc";

const switches = [
  { what: "the function keys", isOn: shortcutsOn, set: setShortcuts, first: true },
  { what: "the cover of a shared PC", isOn: isSharedPc, set: setSharedPc, first: true },
  { what: "staying after a scan", isOn: staysAfterScan, set: setStaysAfterScan, first: false },
];

afterEach(() => {
  vi.unstubAllGlobals();
});

describe.each(switches)("$what of this PC", ({ isOn, set, first }) => {
  const kept = new Map<string, string>();
  beforeEach(() => {
    kept.clear();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    });
  });

  it("stays as it begins until somebody changes it", () => {
    expect(isOn()).toBe(first);
    set(!first);
    expect(isOn()).toBe(!first);
    set(first);
    expect(isOn()).toBe(first);
  });

  it("is as it begins when something unknown is kept", () => {
    set(!first);
    for (const key of kept.keys()) kept.set(key, "maybe");
    expect(isOn()).toBe(first);
  });

  it("is as it begins in a browser that stores nothing", () => {
    const blocked = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
    vi.stubGlobal("localStorage", { getItem: blocked, setItem: blocked });
    expect(() => set(!first)).not.toThrow();
    expect(isOn()).toBe(first);
  });

  it("tells who listens, until they stop", () => {
    vi.stubGlobal("addEventListener", () => {});
    vi.stubGlobal("removeEventListener", () => {});
    const heard = vi.fn();
    const stop = onThisPcChange(heard);
    set(!first);
    stop();
    set(first);
    expect(heard).toHaveBeenCalledTimes(1);
  });
});
