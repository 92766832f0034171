import { expect, it } from "vitest";
import { median, percentile, usual } from "./statistics.mjs";

it("takes the middle value, whatever the order", () => {
  expect(median([9, 1, 10])).toBe(9);
});

it("takes the mean of the middle two when the number of values is even", () => {
  expect(median([100, 1, 2, 4])).toBe(3);
});

it("gives a percentile that was really measured", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(hundred, 50)).toBe(50);
  expect(percentile(hundred, 99)).toBe(99);
  expect(percentile(hundred, 100)).toBe(100);
  expect(percentile([7], 1)).toBe(7);
});

it("is not misled by one round on a busy machine", () => {
  const calm = [1, 1, 2];
  expect(usual([calm, [80, 90, 900], calm], 99)).toBe(2);
});

it("leaves the values in the order they came in", () => {
  const values = [3, 1, 2];
  median(values);
  percentile(values, 50);
  expect(values).toEqual([3, 1, 2]);
});

it("refuses to make something of nothing", () => {
  expect(() => median([])).toThrow("Nothing was measured.");
  expect(() => percentile([], 50)).toThrow("Nothing was measured.");
});
