import { describe, expect, it } from "vitest";
import { isOver } from "./shown";

/** Years off: nothing here may ask what time this device thinks it is. */
const said = { now: "2031-02-03T04:05:00.000Z", ends: "2031-02-03T04:05:10.000Z" };

describe("what a patient's screen shows", () => {
  it("goes at the end of the link by the server's clock (row 32)", () => {
    expect(isOver(said, 9_999)).toBe(false);
    expect(isOver(said, 10_000)).toBe(true);
    expect(isOver({ ...said, ends: said.now }, 0)).toBe(true);
  });

  it("goes when three beats did not come, however long the link works (row 25)", () => {
    const long = { ...said, ends: "2031-02-03T05:05:00.000Z" };
    expect(isOver(long, 14_999)).toBe(false);
    expect(isOver(long, 15_000)).toBe(true);
  });
});
