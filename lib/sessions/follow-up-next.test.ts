import { describe, expect, it } from "vitest";
import { detailsForNext } from "./follow-up";
import type { SessionDetails } from "./session";

const details: SessionDetails = {
  patientId: "MRN10023",
  name: "Maria Lopez",
  email: "",
  mode: "suggest",
  suggestedSourceIds: ["fhirsrc_mayo", "fhirsrc_mercy"],
  onlySourceId: "",
  lifetimeSeconds: 3600,
  returnUrl: "",
  buttonLabel: "",
  metadata: [],
};

describe("the link after another one", () => {
  it("is for the same hospitals when nothing else is said", () => {
    expect(detailsForNext(details, {})).toEqual(details);
  });

  it("is locked to the one hospital that is named", () => {
    expect(detailsForNext(details, { only: "fhirsrc_mercy" })).toEqual({
      ...details,
      mode: "only",
      onlySourceId: "fhirsrc_mercy",
    });
  });

  it("is without those that are named", () => {
    const { mode, suggestedSourceIds } = detailsForNext(details, { without: ["fhirsrc_mayo"] });
    expect([mode, suggestedSourceIds]).toEqual(["suggest", ["fhirsrc_mercy"]]);
  });

  it("lets the patient choose when its only hospital is left out", () => {
    const locked: SessionDetails = { ...details, mode: "only", onlySourceId: "fhirsrc_mayo" };
    expect(detailsForNext(locked, { without: "fhirsrc_mayo" })).toMatchObject({
      mode: "suggest",
      onlySourceId: "",
      suggestedSourceIds: ["fhirsrc_mercy"],
    });
    expect(detailsForNext(locked, { without: "fhirsrc_mercy" })).toMatchObject({
      mode: "only",
      onlySourceId: "fhirsrc_mayo",
    });
  });

  it.each(["Mayo Clinic", "<script>", "fhirsrc_", ["a", "b"], ""])(
    "counts %j as not said",
    (text) => {
      expect(detailsForNext(details, { only: text, without: text })).toEqual(details);
    },
  );
});
