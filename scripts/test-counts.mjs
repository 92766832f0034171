/**
 * Adds up what the test runners report.
 *
 * @param {{ unit: object | null, browser: object | null }} reports Vitest's and Playwright's JSON;
 *   null when a runner wrote none
 * @param {number} failedChecks steps that failed without a failed test: lint, types, a crash
 */
export function countTests({ unit, browser }, failedChecks) {
  const stats = browser?.stats ?? { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
  return {
    passed: (unit?.numPassedTests ?? 0) + stats.expected,
    // A test that passes only now and then has failed.
    failed: (unit?.numFailedTests ?? 0) + stats.unexpected + stats.flaky + failedChecks,
    skipped: (unit?.numPendingTests ?? 0) + (unit?.numTodoTests ?? 0) + stats.skipped,
  };
}

/** @returns {string} such as `120 passed, 0 failed, 3 skipped` */
export function countLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`;
}
