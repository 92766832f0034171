import { describe, expect, it } from "vitest";
import { countLine, countTests } from "./test-counts.mjs";

const unit = { numPassedTests: 10, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
const browser = { stats: { expected: 5, unexpected: 2, flaky: 1, skipped: 3 } };

describe("the closing line of npm test", () => {
  it("adds both runners and the failed checks; flaky counts as failed", () => {
    const counts = countTests({ unit, browser }, 2);
    expect(countLine(counts)).toBe("15 passed, 6 failed, 6 skipped");
  });

  it("leaves the skipped out when none was", () => {
    const report = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
    expect(countLine(countTests({ unit: report, browser: null }, 0))).toBe("3 passed, 0 failed");
  });

  it("counts a runner that wrote no report by its failed step", () => {
    expect(countLine(countTests({ unit: null, browser: null }, 1))).toBe("0 passed, 1 failed");
  });
});
