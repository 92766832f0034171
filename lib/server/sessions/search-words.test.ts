import { describe, expect, it } from "vitest";
import { createVault } from "@/lib/server/db/seal";
import { sampleSecret } from "@/test/sessions/sample-session";
import { searchKeys, wordKeys } from "./search-words";

const vault = createVault(sampleSecret);

/** Whether somebody of this name is found by this text. */
function finds(text: string, name: string): boolean {
  const keys = wordKeys(vault, { patientId: "MRN-1", name });
  return searchKeys(vault, text).words.some((wanted) =>
    wanted.every((word) => keys.includes(word)),
  );
}

describe("a search for a name", () => {
  it.each([
    ["López", "María López García"],
    ["lopez", "María López García"],
    ["GARCIA maria", "María López García"],
    ["Lopez, Maria", "María López García"],
    ["garcía lópez maría", "María López García"],
    ["obrien", "Niamh O’Brien-Smith"],
    ["O'Brien", "Niamh OBrien"],
    ["smith niamh", "Niamh O’Brien-Smith"],
    ["O Brien", "Niamh O’Brien-Smith"],
    ["O'Brien", "Niamh O Brien"],
    ["brien", "Niamh O'Brien"],
    ["Mary-Jane", "Mary Jane O'Neil"],
    ["strasse", "Ada Straße"],
    ["Dang", "Đặng Thị Hường"],
    ["HUONG dang", "Đặng Thị Hường"],
    ["Lukasz", "Łukasz Wałęsa"],
    ["Bjorn", "Bjørn Ødegård"],
    ["odegard", "Bjørn Ødegård"],
    ["Bjørn", "Bjorn Odegard"],
    ["thor", "Þór Ægisson"],
    ["DOE, JANE", "Jane Doe"],
    ["王小明", "王小明"],
    ["अमित", "अमित शर्मा"],
  ])("for “%s” finds %s", (text, name) => {
    expect(finds(text, name)).toBe(true);
  });

  it.each([
    ["Lop", "María López García"],
    ["Maria Lopes", "María López García"],
    ["Maria Lopez Diaz", "María López García"],
    ["MariaLopez", "María López García"],
    ["…", "María López García"],
    ["", "María López García"],
    ["anyone", ""],
  ])("for “%s” does not find %s", (text, name) => {
    expect(finds(text, name)).toBe(false);
  });

  it.each(["MRN-1", "mrn 1", "MRN\u20111", "ＭＲＮ-１", "'MRN-1", "MRN: MRN-1"])(
    "for an ID finds it however it is typed: %s",
    (text) => {
      expect(finds(text, "")).toBe(true);
    },
  );

  it("keeps no more words of a name than a name has", () => {
    const long = Array.from({ length: 100 }, (_, index) => `word${index}`).join(" ");
    const ofId = 1;
    expect(wordKeys(vault, { patientId: "MRN-1", name: long })).toHaveLength(
      ofId + 12 + (12 * 11) / 2,
    );
  });

  it("tells nothing of the name without the secret", () => {
    const patient = { patientId: "MRN-1", name: "María López" };
    const keys = wordKeys(vault, patient);
    expect(keys).toHaveLength(4);
    expect(keys.every((key) => /^[\w-]{43}$/.test(key))).toBe(true);
    const strange = wordKeys(createVault(`${sampleSecret}, not`), patient);
    expect(strange.filter((key) => keys.includes(key))).toEqual([]);
  });
});

it.each([
  ["Blue 7", "Blue 7"],
  [" blue7 ", "Blue 7"],
  ["PLUM 42", "Plum 42"],
  ["Blue", ""],
  ["7", ""],
  ["Blue 7 Lopez", ""],
])("takes “%s” for the tag “%s”", (text, tag) => {
  expect(searchKeys(vault, text).tag).toBe(tag);
});
