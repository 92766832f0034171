import { describe, expect, it } from "vitest";
import { changesBetween, savedSentence } from "./changes";
import { defaultSettings } from "./clinic";
import { settingLabel } from "./labels";

const before = { ...defaultSettings, suggestedSourceIds: ["fhirsrc_1", "fhirsrc_2"] };

describe("what is sent", () => {
  it("is what differs, and nothing when nothing does", () => {
    expect(
      changesBetween(before, { ...before, suggestedSourceIds: [...before.suggestedSourceIds] }),
    ).toEqual({});
    expect(changesBetween(before, { ...before, name: "Riverside", retentionDays: 7 })).toEqual({
      name: "Riverside",
      retentionDays: 7,
    });
  });

  it("is the whole list when its order or its length changed", () => {
    const turned = { ...before, suggestedSourceIds: ["fhirsrc_2", "fhirsrc_1"] };
    expect(changesBetween(before, turned)).toEqual({
      suggestedSourceIds: ["fhirsrc_2", "fhirsrc_1"],
    });
    expect(changesBetween(before, { ...before, suggestedSourceIds: [] })).toEqual({
      suggestedSourceIds: [],
    });
  });
});

it("says what was saved by the labels of the form", () => {
  expect(savedSentence(["name"])).toBe("Saved: Clinic name.");
  expect(savedSentence(["name", "phone", "mode"])).toBe(
    "Saved: Clinic name, Phone for patients, and New links begin with.",
  );
  expect(savedSentence([])).toBe("Nothing to save: it was like this before.");
});

it("names a field by its label, and one that is no more by its name", () => {
  expect(settingLabel("retentionDays")).toBe("Keep links for (days)");
  expect(settingLabel("colour")).toBe("colour");
});
