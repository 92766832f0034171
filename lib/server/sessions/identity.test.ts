import { describe, expect, it } from "vitest";
import { isConfirmed, sameEssence, wouldRename } from "./identity";

const maria = { name: "María López", email: "maria@example.com" };
const none = { name: "", email: "" };

describe("two spellings", () => {
  it.each([
    ["maria lopez", "María López"],
    ["MARÍA  LÓPEZ ", "María López"],
    ["María López", "María López"],
    ["María López", "María López"],
    ["Nguyen Van An", "Nguyễn Văn Ân"],
    ["JÜRGEN WEISS", "Jürgen Weiß"],
    ["ΓΙΩΡΓΟΣ ΠΑΠΑΔΟΠΟΥΛΟΣ", "Γιώργος Παπαδόπουλος"],
    ["istanbul", "İSTANBUL"],
    ["Maria@Example.com", "maria@example.com"],
  ])("%s and %s are one name", (one, other) => {
    expect(sameEssence(one, other)).toBe(true);
    expect(sameEssence(other, one)).toBe(true);
  });

  it.each([
    ["Maria Lopez", "Mario Lopez"],
    ["Maria Lopez", "Maria Lopes"],
    ["Maria Lopez", "Maria Lopez-Ruiz"],
    ["Maria Lopez", "Lopez Maria"],
    ["राम", "रमा"],
    ["कमल", "कमला"],
    ["कमला", "कमली"],
    ["مُحَمَّد", "مَحْمُود"],
    ["がく", "かく"],
    ["maria@example.com", "maria@example.org"],
  ])("%s and %s are two", (one, other) => {
    expect(sameEssence(one, other)).toBe(false);
    expect(sameEssence(other, one)).toBe(false);
  });
});

describe("creating a link", () => {
  it.each([
    ["another name", maria, { ...none, name: "Mario Lopes" }, true],
    ["another email", maria, { ...none, email: "mario@example.com" }, true],
    ["one that fits and one that does not", maria, { ...maria, email: "mario@example.com" }, true],
    ["the same, hurried", maria, { name: "maria lopez", email: "MARIA@example.com" }, false],
    ["nothing", maria, none, false],
    ["the first name ever", none, maria, false],
    ["a first email", { ...maria, email: "" }, maria, false],
  ])("with %s typed", (_, stored, typed, renames) => {
    expect(wouldRename(stored, typed)).toBe(renames);
  });
});

describe("a confirmation", () => {
  it("counts for exactly what staff saw", () => {
    expect(isConfirmed(maria, maria)).toBe(true);
    expect(isConfirmed({ ...maria, email: "" }, { ...maria, email: "" })).toBe(true);
  });

  it.each([
    ["none was given", maria, null],
    ["the name is another by now", maria, { ...maria, name: "Mario Lopes" }],
    ["it is spelled in another way by now", maria, { ...maria, name: "Maria Lopez" }],
    ["the email is another by now", maria, { ...maria, email: "m@example.com" }],
    ["the email is gone by now", { ...maria, email: "" }, maria],
  ])("does not count when %s", (_, stored, confirmed) => {
    expect(isConfirmed(stored, confirmed)).toBe(false);
  });
});
