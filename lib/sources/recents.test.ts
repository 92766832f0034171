import { afterEach, describe, expect, it, vi } from "vitest";
import { addRecent, readRecents } from "./recents";

/** @returns what is stored now */
function storageWith(text: string | null) {
  let stored = text;
  vi.stubGlobal("localStorage", {
    getItem: () => stored,
    setItem: (_key: string, value: string) => {
      stored = value;
    },
  });
  return () => stored;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("recents", () => {
  it("shows the latest choice first, and each hospital once", () => {
    storageWith(null);
    addRecent({ id: "fhirsrc_1", name: "Mayo Clinic" });
    addRecent({ id: "fhirsrc_2", name: "Rush" });
    addRecent({ id: "fhirsrc_1", name: "Mayo Clinic" });

    expect(readRecents()).toEqual([
      { id: "fhirsrc_1", name: "Mayo Clinic" },
      { id: "fhirsrc_2", name: "Rush" },
    ]);
  });

  it("keeps eight", () => {
    storageWith(null);
    for (let n = 1; n <= 9; n++) addRecent({ id: `fhirsrc_${n}`, name: `Hospital ${n}` });

    expect(readRecents().map((recent) => recent.id)).toEqual(
      [9, 8, 7, 6, 5, 4, 3, 2].map((n) => `fhirsrc_${n}`),
    );
  });

  it("stores nothing but id and name", () => {
    const stored = storageWith(null);
    const source = { id: "fhirsrc_1", name: "Rush", vendor: "epic", portalUrl: null };
    addRecent(source);

    expect(JSON.parse(stored() ?? "")).toEqual([{ id: "fhirsrc_1", name: "Rush" }]);
  });

  it.each([
    "{",
    '"text"',
    "null",
    "[1]",
    '[{"id":"patient 7","name":"x"}]',
    '[{"id":"fhirsrc_1"}]',
  ])("starts afresh over the garbage %s", (garbage) => {
    storageWith(garbage);
    expect(readRecents()).toEqual([]);

    addRecent({ id: "fhirsrc_1", name: "Rush" });
    expect(readRecents()).toEqual([{ id: "fhirsrc_1", name: "Rush" }]);
  });

  it("is empty and does no harm where nothing can be stored", () => {
    vi.stubGlobal("localStorage", {
      getItem: () => null,
      setItem: () => {
        throw new DOMException("No room.", "QuotaExceededError");
      },
    });
    expect(() => addRecent({ id: "fhirsrc_1", name: "Rush" })).not.toThrow();
    expect(readRecents()).toEqual([]);
  });
});
