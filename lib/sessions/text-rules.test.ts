import { describe, expect, it } from "vitest";
import { idProblem, nameProblem } from "./text-rules";

const hidden = /control character/;
const turning = /turns the writing direction/;

describe("what nobody can have meant to type", () => {
  it.each([
    "\u0000",
    "\t",
    "\n",
    "\u001b",
    "\u007f",
    "\u0085",
    "\ud800",
    "\udfff",
    "\ufdd0",
    "\ufffe",
    "\u{10ffff}",
  ])("is refused in a name and in an ID: %j", (character) => {
    expect(nameProblem(`Maria${character}`)).toMatch(hidden);
    expect(idProblem(`MRN${character}1`)).toMatch(hidden);
  });

  it.each([
    "\u202a",
    "\u202b",
    "\u202c",
    "\u202d",
    "\u202e",
    "\u2066",
    "\u2067",
    "\u2068",
    "\u2069",
  ])("turns the line around: %j", (character) => {
    expect(nameProblem(`Maria${character}`)).toMatch(turning);
    expect(idProblem(`MRN${character}1`)).toMatch(turning);
  });
});

describe("what shows nothing", () => {
  it.each([
    "\u00ad",
    "\u034f",
    "\u061c",
    "\u115f",
    "\u180e",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u200f",
    "\u2060",
    "\u2064",
    "\u206a",
    "\ufe00",
    "\ufeff",
    "\ufff9",
    "\u{e0100}",
  ])("makes no second ID: %j", (character) => {
    expect(idProblem(`MRN${character}1`)).toMatch(/invisible/);
  });

  it.each(["علی\u200cرضا", "क्\u200dष", "\u200fדנה"])(
    "is part of how a name is written: %s",
    (name) => {
      expect(nameProblem(name)).toBeNull();
    },
  );
});

describe("what staff type every day", () => {
  it.each(["MRN-10023", "10/023.A", "Å1", "患者７", "🙂"])("is a fine ID: %s", (id) => {
    expect(idProblem(id)).toBeNull();
  });

  it.each(["", "María López", "O'Brien", "李小龍", "Nguyễn Văn Ân", "רָחֵל", "मीरा"])(
    "is a fine name: %s",
    (name) => {
      expect(nameProblem(name)).toBeNull();
    },
  );
});
