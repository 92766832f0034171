import { describe, expect, it } from "vitest";
import { addRecent, readRecents } from "./recents";

function storageWith(text: string | null) {
  let stored = text;
  return () => ({
    getItem: () => stored,
    setItem: (_key: string, value: string) => {
      stored = value;
    },
  });
}

const blocked = () => {
  throw new Error("The operation is insecure.");
};

const full = () => ({
  getItem: () => null,
  setItem: () => {
    throw new Error("QuotaExceededError");
  },
});

describe("recents", () => {
  it("shows the latest choice first, and each hospital once", () => {
    const open = storageWith(null);
    addRecent({ id: "fhirsrc_1", name: "Mayo Clinic" }, open);
    addRecent({ id: "fhirsrc_2", name: "Rush" }, open);
    addRecent({ id: "fhirsrc_1", name: "Mayo Clinic" }, open);

    expect(readRecents(open)).toEqual([
      { id: "fhirsrc_1", name: "Mayo Clinic" },
      { id: "fhirsrc_2", name: "Rush" },
    ]);
  });

  it("keeps eight", () => {
    const open = storageWith(null);
    for (let n = 1; n <= 9; n++) addRecent({ id: `fhirsrc_${n}`, name: `Hospital ${n}` }, open);

    expect(readRecents(open).map((recent) => recent.id)).toEqual(
      [9, 8, 7, 6, 5, 4, 3, 2].map((n) => `fhirsrc_${n}`),
    );
  });

  it("stores nothing but id and name", () => {
    const open = storageWith(null);
    const source = { id: "fhirsrc_1", name: "Rush", vendor: "epic", portalUrl: null };
    addRecent(source, open);

    expect(JSON.parse(open().getItem() ?? "")).toEqual([{ id: "fhirsrc_1", name: "Rush" }]);
  });

  it.each([
    "{",
    '"text"',
    "null",
    "[1]",
    '[{"id":"patient 7","name":"x"}]',
    '[{"id":"fhirsrc_1"}]',
  ])("starts afresh over the garbage %s", (garbage) => {
    const open = storageWith(garbage);
    expect(readRecents(open)).toEqual([]);

    addRecent({ id: "fhirsrc_1", name: "Rush" }, open);
    expect(readRecents(open)).toEqual([{ id: "fhirsrc_1", name: "Rush" }]);
  });

  it.each([
    ["blocked", blocked],
    ["full", full],
  ])("is empty and does no harm where storage is %s", (_, open) => {
    expect(() => addRecent({ id: "fhirsrc_1", name: "Rush" }, open)).not.toThrow();
    expect(readRecents(open)).toEqual([]);
  });
});
