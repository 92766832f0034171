import { expect, it } from "vitest";
import { table } from "./table.mjs";

const rowOf = (row) =>
  table([row])
    .split("\n")[2]
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());

it("judges what we add when that is the aim", () => {
  const create = { what: "create", unit: "ms", ours: 12, direct: 8, compare: "added" };
  const cells = ["create", "12.0 ms", "8.00 ms", "+4.00 ms"];
  expect(rowOf({ ...create, atMost: 5 })).toEqual([...cells, "≤ 5 ms added", "yes"]);
  expect(rowOf({ ...create, atMost: 3 })).toEqual([...cells, "≤ 3 ms added", "no"]);
});

it("says when we are faster than the API", () => {
  const row = { what: "search", unit: "ms", ours: 1, direct: 3, compare: "added" };
  expect(rowOf(row)).toEqual(["search", "1.00 ms", "3.00 ms", "−2.00 ms", "–", "–"]);
});

it("judges our own number when nothing is set against it", () => {
  const row = { what: "script", unit: "KiB", ours: 190.04, atMost: 190 };
  expect(rowOf(row)).toEqual(["script", "190.0 KiB", "–", "–", "≤ 190 KiB", "no"]);
});

it("shows a ratio as ours over direct", () => {
  const row = { what: "rate", unit: "a second", ours: 250, direct: 1000, compare: "ratio" };
  expect(rowOf(row)).toEqual(["rate", "250 a second", "1000 a second", "0.25 ×", "–", "–"]);
});

it("judges a ratio when that is the aim", () => {
  const row = { what: "list", unit: "ms", direct: 2, compare: "ratio", atMostTimes: 1.5 };
  const cells = (ours, ratio) => ["list", ours, "2.00 ms", ratio, "≤ 1.5 ×"];
  expect(rowOf({ ...row, ours: 3 })).toEqual([...cells("3.00 ms", "1.50 ×"), "yes"]);
  expect(rowOf({ ...row, ours: 4 })).toEqual([...cells("4.00 ms", "2.00 ×"), "no"]);
});

it("leaves open what this computer cannot tell", () => {
  const row = { what: "memory", unit: "MiB", ours: null, atMost: 200 };
  expect(rowOf(row)).toEqual(["memory", "–", "–", "–", "≤ 200 MiB", "–"]);
});
