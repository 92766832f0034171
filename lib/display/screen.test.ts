import { describe, expect, it } from "vitest";
import type { DisplayMessage, Shown } from "./message";
import { nextScreen } from "./screen";

/** Years off: nothing here may ask what time this device thinks it is. */
const said: Shown = {
  id: "a",
  n: 41,
  d: "M4 4",
  tag: "Blue 7",
  host: "app.example",
  now: "2031-02-03T04:05:00.000Z",
  ends: "2031-02-03T04:05:10.000Z",
};
const at = (ms: number) => ({ wall: ms, steady: ms });
const showing = (shown = said) => nextScreen(null, { type: "shown", shown }, at(0));
const screenAfter = (shown: Shown, passedMs: number) =>
  nextScreen(showing(shown), { type: "tick" }, at(passedMs));

describe("what a patient's screen shows", () => {
  it("goes at the end of the link by the server's clock", () => {
    expect(screenAfter(said, 9_999)?.shown).toBe(said);
    expect(screenAfter(said, 10_000)).toBeNull();
    expect(screenAfter({ ...said, ends: said.now }, 0)).toBeNull();
  });

  it("goes when three beats did not come, however long the link works", () => {
    const long = { ...said, ends: "2031-02-03T05:05:00.000Z" };
    expect(screenAfter(long, 14_999)?.shown).toBe(long);
    expect(screenAfter(long, 15_000)).toBeNull();
    const heardAgain = nextScreen(showing(long), { type: "shown", shown: long }, at(14_999));
    expect(nextScreen(heardAgain, { type: "tick" }, at(20_000))?.shown).toBe(long);
  });

  it.each<[boolean, DisplayMessage]>([
    [true, { type: "cleared", id: "a" }],
    [true, { type: "cleared", id: null }],
    [true, { type: "unpaired" }],
    [false, { type: "cleared", id: "another" }],
    [false, { type: "who" }],
    [false, { type: "gone" }],
    [false, { type: "here", shows: null, mayDim: false }],
  ])("is gone: %s, after %o", (isGone, message) => {
    expect(nextScreen(showing(), message, at(1)) === null).toBe(isGone);
  });
});
