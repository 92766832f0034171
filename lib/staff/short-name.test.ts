import { expect, it } from "vitest";
import { shortName } from "./short-name";

it.each([
  ["Dana Keller", "Dana K."],
  ["  Ana María de la Cruz ", "Ana C."],
  ["Dana", "Dana"],
  ["李 𠮷野", "李 𠮷."],
  ["", ""],
])("calls %j at the desk %j", (name, short) => {
  expect(shortName(name)).toBe(short);
});
