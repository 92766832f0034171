import { describe, expect, it } from "vitest";
import { isConfirmed, sameEmail, sameName, wouldRename } from "./identity";

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
    ["Dang Thi Huong", "Đặng Thị Hường"],
    ["Lukasz Walesa", "Łukasz Wałęsa"],
    ["Bjorn Odegard", "Bjørn Ødegård"],
    ["AEGIR THORSSON", "Ægir Þórsson"],
    ["Gudmundur", "Guðmundur"],
    ["Coeur Oeuvre", "Cœur Œuvre"],
    ["Hal Ghaxaq", "Ħal Għaxaq"],
    ["GROSSE", "Große"],
    ["GROẞE", "Große"],
    ["Isik", "Işık"],
    ["Mary Jane O’Neil", "Mary-Jane O'Neil"],
    ["MARY JANE O NEIL", "Mary-Jane O'Neil"],
    ["Maryjane ONeil", "Mary-Jane O`Neil"],
    ["DOE, JANE", "Jane Doe"],
    ["O Neil, Mary Jane", "Mary-Jane O’Neil"],
    ["Ng\u0169 Tran", "TRẦN NGŨ"],
    ["Lopez Maria", "Maria López"],
    ["🙂", " 🙂"],
  ])("%s and %s are one name", (one, other) => {
    expect(sameName(one, other)).toBe(true);
    expect(sameName(other, one)).toBe(true);
  });

  it.each([
    ["Maria Lopez", "Mario Lopez"],
    ["Maria Lopez", "Maria Lopes"],
    ["Maria Lopez", "Maria Lopez-Ruiz"],
    ["Jane Doe", "Jane Roe"],
    ["Jane Doe", "Jane Doe Doe"],
    ["Doe, Jane", "Doe, Joan"],
    ["🙂", "🙃"],
    ["Đặng", "🙂"],
    ["राम", "रमा"],
    ["कमल", "कमला"],
    ["कमला", "कमली"],
    ["مُحَمَّد", "مَحْمُود"],
    ["がく", "かく"],
  ])("%s and %s are two", (one, other) => {
    expect(sameName(one, other)).toBe(false);
    expect(sameName(other, one)).toBe(false);
  });
});

describe("two addresses", () => {
  it.each([
    ["Maria@Example.com", "maria@example.com"],
    [" maria@example.com", "maria@example.com"],
  ])("%s and %s are one", (one, other) => {
    expect(sameEmail(one, other)).toBe(true);
  });

  it.each([
    ["maria@example.com", "maria@example.org"],
    ["jane.doe@example.com", "doe.jane@example.com"],
    ["o'neil@example.com", "oneil@example.com"],
    ["bjørn@example.com", "bjorn@example.com"],
  ])("%s and %s are two: another person reads it", (one, other) => {
    expect(sameEmail(one, other)).toBe(false);
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
