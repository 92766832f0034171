import { describe, expect, it } from "vitest";
import { sampleProgress } from "@/test/sessions/sample-progress";
import { changeBetween } from "./use-progress-news";

const mayoAndCleveland = { "Mayo Clinic": "waiting", "Cleveland Clinic": "waiting" } as const;
const waiting = sampleProgress({}, mayoAndCleveland);
const one = sampleProgress(
  { state: "connecting" },
  { ...mayoAndCleveland, "Mayo Clinic": "connected" },
);
const both = sampleProgress(
  { state: "connecting" },
  { "Mayo Clinic": "connected", "Cleveland Clinic": "connected" },
);

describe("a screen reader hears", () => {
  it("each hospital that connected, with the count", () => {
    expect(changeBetween(waiting, one)).toBe("Mayo Clinic connected. 1 of 2.");
    expect(changeBetween(one, both)).toBe("Cleveland Clinic connected. 2 of 2.");
  });

  it("a hospital that the patient chose on the phone", () => {
    const before = sampleProgress({}, {});
    const after = sampleProgress({ state: "connecting" }, { "Mercy Hospital": "connected" });
    expect(changeBetween(before, after)).toBe("Mercy Hospital connected. 1 of 1.");
  });

  it("nothing when nothing changed, or only the time of asking", () => {
    expect(changeBetween(one, one)).toBeNull();
    expect(changeBetween(one, { ...one, checkedAt: "2026-04-25T14:40:00.000Z" })).toBeNull();
    expect(changeBetween(one, { ...one, stale: true })).toBeNull();
  });

  it("nothing of a hospital that did not connect while the patient may go on", () => {
    const declined = sampleProgress({}, { ...mayoAndCleveland, "Mayo Clinic": "declined" });
    expect(changeBetween(waiting, declined)).toBeNull();
  });

  it.each([
    ["connected", "Complete. Connected 2 of 2."],
    ["partly", "Partly connected. 2 of 2."],
    ["nothing", "Finished, nothing connected."],
    ["ended", "This link has ended."],
  ] as const)("the end once, when it is “%s”", (state, sentence) => {
    const over = { ...both, state, linkWorks: false };
    expect(changeBetween(both, over)).toBe(sentence);
    expect(changeBetween(over, over)).toBeNull();
  });

  it("one sentence when the last hospital and the end come in one go", () => {
    const over = { ...both, state: "connected", linkWorks: false } as const;
    expect(changeBetween(one, over)).toBe("Complete. Connected 2 of 2.");
  });
});
