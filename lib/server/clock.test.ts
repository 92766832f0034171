import { expect, it } from "vitest";
import { apiMs, isAhead, isFresh, latestEnd, noteApiTime, steadyMs } from "./clock";

const now = new Date("2026-04-25T14:30:00.000Z");

it.each([
  ["2026-04-25T14:29:59.000Z", false],
  ["2026-04-25T14:31:00.000Z", false],
  ["2026-04-25T14:31:00.001Z", true],
  ["2026-06-04T14:30:00.000Z", true],
])("%s is ahead of 14:30: %s", (at, expected) => {
  expect(isAhead(at, now)).toBe(expected);
});

it.each([
  ["2026-04-25T14:28:00.000Z", false],
  ["2026-04-25T14:28:00.001Z", true],
  ["2026-04-25T14:31:00.000Z", true],
  ["2026-06-04T14:30:00.000Z", false],
])("what happened at %s is fresh for two minutes: %s", (at, expected) => {
  expect(isFresh(at, 120_000, now)).toBe(expected);
  expect(isFresh(Date.parse(at), 120_000, now)).toBe(expected);
});

it("an end lies no further away than the longest, and what two servers may differ by", () => {
  expect(latestEnd(900_000, now)).toBe("2026-04-25T14:46:00.000Z");
});

it("the steady time is that of the day, in whole milliseconds", () => {
  expect(Math.abs(steadyMs() - Date.now())).toBeLessThan(60_000);
  expect(Number.isInteger(steadyMs())).toBe(true);
});

it("the API's time is what it said last, carried on; what is no time changes nothing", () => {
  noteApiTime("Sat, 25 Apr 2026 14:30:00 GMT");
  noteApiTime("yesterday");
  expect(Math.abs((apiMs() ?? 0) - now.getTime())).toBeLessThan(60_000);
});
