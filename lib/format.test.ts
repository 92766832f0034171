import { describe, expect, it } from "vitest";
import { formatClock, formatDate, formatTimeLeft, splitLink } from "./format";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

describe("the time left", () => {
  it.each([
    [-5 * second, "0 s"],
    [0, "0 s"],
    [999, "0 s"],
    [42.9 * second, "42 s"],
    [59.9 * second, "59 s"],
    [minute, "1 min"],
    [2 * minute - 1, "1 min"],
    [hour - 1, "59 min"],
    [hour, "1 h"],
    [3 * hour + 5 * minute + 59 * second, "3 h 5 min"],
    [24 * hour, "24 h"],
  ])("of %i ms reads %s", (ms, words) => {
    expect(formatTimeLeft(ms)).toBe(words);
  });
});

describe("a time of day", () => {
  /** Some versions put a narrow space before AM and PM. */
  const clock = (at: string, now: string) =>
    formatClock(new Date(at), new Date(now)).replace(/\s/g, " ");

  it("stands alone on the same day, in the zone of the PC", () => {
    expect(clock("2026-04-25T19:44:00Z", "2026-04-25T14:30:00Z")).toBe("3:44 PM");
    expect(clock("2026-04-26T03:59:00Z", "2026-04-25T14:30:00Z")).toBe("11:59 PM");
  });

  it("names the day when it is another one", () => {
    expect(clock("2026-04-26T04:00:00Z", "2026-04-25T14:30:00Z")).toMatch(/^Sun,? 12:00 AM$/);
    expect(clock("2026-04-24T14:30:00Z", "2026-04-25T14:30:00Z")).toMatch(/^Fri,? 10:30 AM$/);
  });
});

describe("a time that is further off than a day", () => {
  const clock = (at: string) =>
    formatClock(new Date(at), new Date("2026-04-25T14:30:00Z")).replace(/\s/g, " ");

  it("has its date, and its year when that is another one", () => {
    expect(clock("2026-04-26T14:30:00Z")).toMatch(/^Sun,? 10:30 AM$/);
    expect(clock("2026-04-26T14:31:00Z")).toBe("Apr 26, 10:31 AM");
    expect(clock("2026-05-02T14:30:00Z")).toBe("May 2, 10:30 AM");
    expect(clock("2027-04-25T14:30:00Z")).toBe("Apr 25, 2027, 10:30 AM");
    expect(clock("2026-04-18T14:30:00Z")).toBe("Apr 18, 10:30 AM");
  });
});

describe("a day", () => {
  const day = (at: string) =>
    formatDate(new Date(at), new Date("2026-04-25T14:30:00Z")).replace(/\s/g, " ");

  it("is told with its time, in the zone of the PC", () => {
    expect(day("2026-04-24T03:05:00Z")).toBe("Apr 23, 11:05 PM");
  });

  it("has its year when it is another one", () => {
    expect(day("2025-12-31T14:30:00Z")).toBe("Dec 31, 2025, 9:30 AM");
  });
});

describe("a link", () => {
  it.each([
    ["https://app.medblocks.com/c/9c9b", "app.medblocks.com", "/c/9c9b"],
    ["http://127.0.0.1:4010/c/9c9b?lang=es", "127.0.0.1:4010", "/c/9c9b?lang=es"],
    ["https://app.medblocks.com/c/9c9b#start", "app.medblocks.com", "/c/9c9b#start"],
  ])("%s shows its host whole", (url, host, rest) => {
    expect(splitLink(url)).toEqual({ host, rest });
  });
});
