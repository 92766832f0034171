import { describe, expect, it } from "vitest";
import { watchForScan } from "./scan";

/** Types a text and Enter, a key every `gapMs`. @returns whether that Enter is a scanner's */
function typed(
  text: string,
  gapMs: number,
  more: { enterAfterMs?: number; repeat?: boolean } = {},
) {
  const isScan = watchForScan();
  let timeStamp = 1000;
  for (const key of text) {
    timeStamp += gapMs;
    expect(isScan({ key, repeat: more.repeat ?? false, timeStamp })).toBe(false);
  }
  timeStamp += more.enterAfterMs ?? gapMs;
  return isScan({ key: "Enter", repeat: false, timeStamp });
}

describe("an Enter", () => {
  it("is a scanner's when the whole code came faster than anybody types", () => {
    expect(typed("MRN10023", 4)).toBe(true);
    expect(typed("12345", 30)).toBe(true);
  });

  it("is a person's otherwise", () => {
    expect(typed("MRN10023", 70)).toBe(false);
    expect(typed("MRN10023", 4, { enterAfterMs: 300 })).toBe(false);
    expect(typed("123", 20)).toBe(false);
    // A key that is held down.
    expect(typed("11111111", 30, { repeat: true })).toBe(false);
    expect(typed("", 4)).toBe(false);
  });

  it("is a scanner's after something typed by hand, and with Shift between the letters", () => {
    const isScan = watchForScan();
    const press = (key: string, timeStamp: number) => isScan({ key, repeat: false, timeStamp });
    press("X", 0);
    press("Shift", 499);
    ["M", "R", "N", "1", "2"].forEach((key, index) => {
      press("Shift", 500 + 10 * index);
      press(key, 505 + 10 * index);
    });
    expect(press("Enter", 555)).toBe(true);
    expect(press("Enter", 560)).toBe(false);
  });
});
