import { describe, expect, it } from "vitest";
import { coverAfter, elapsedMs, isReportDue, type Moment } from "./presence";

const limits = { veilAfterSeconds: 120, signOutAfterMinutes: 15 };
const minute = 60_000;

function later(start: Moment, ms: number): Moment {
  return { wall: start.wall + ms, steady: start.steady + ms };
}

describe("the time without input", () => {
  const start: Moment = { wall: Date.parse("2026-05-05T14:00:00Z"), steady: 5_000 };

  it("is what both clocks say", () => {
    expect(elapsedMs(start, later(start, 90_000))).toBe(90_000);
  });

  it("goes on while the PC sleeps and its steady clock rests", () => {
    expect(elapsedMs(start, { wall: start.wall + 30 * minute, steady: start.steady + 1 })).toBe(
      30 * minute,
    );
  });

  it("is not shortened by a clock that is set back", () => {
    const setBack = { wall: start.wall - 60 * minute, steady: start.steady + 16 * minute };
    expect(elapsedMs(start, setBack)).toBe(16 * minute);
  });

  it("is never less than nothing", () => {
    expect(elapsedMs(start, later(start, -1_000))).toBe(0);
  });
});

describe("a shared PC", () => {
  it("stays open while somebody is there", () => {
    expect(coverAfter(119_999, limits)).toBeNull();
  });

  it("is covered after the time that the clinic set", () => {
    expect(coverAfter(120_000, limits)).toBe("veil");
    expect(coverAfter(15 * minute - 1, limits)).toBe("veil");
  });

  it("ends the session after the longer time", () => {
    expect(coverAfter(15 * minute, limits)).toBe("signed-out");
    expect(coverAfter(24 * 60 * minute, limits)).toBe("signed-out");
  });
});

describe("a PC of one's own", () => {
  const own = { ...limits, veilAfterSeconds: null };

  it("has no veil, and ends the session all the same", () => {
    expect(coverAfter(15 * minute - 1, own)).toBeNull();
    expect(coverAfter(15 * minute, own)).toBe("signed-out");
  });
});

describe("what the server hears of input", () => {
  const reported: Moment = { wall: 1_000_000, steady: 1_000 };

  it("is nothing without input: waiting is no activity", () => {
    expect(isReportDue(reported, reported, later(reported, 10 * minute))).toBe(false);
  });

  it("is at most one word a minute", () => {
    const typed = later(reported, 5_000);
    expect(isReportDue(typed, reported, later(reported, 59_999))).toBe(false);
    expect(isReportDue(typed, reported, later(reported, minute))).toBe(true);
  });
});
