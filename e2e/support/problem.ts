import { expect, type Page } from "@playwright/test";
import { problem } from "./desk";
import type { Fault, SandboxControl } from "./sandbox";

/** The alert has the focus and says exactly this; nothing was made, or nobody can tell yet. */
export async function expectProblem(page: Page, heading: string, says: string) {
  const alert = problem(page);
  await expect(alert.getByRole("heading", { name: heading, exact: true })).toBeFocused();
  await expect(alert.locator("p").first()).toHaveText(says);
  await expect(page).toHaveTitle("Error: New link – Connect Desk");
  expect(new URL(page.url()).pathname).toBe("/");
  // No begging, no blame, no codes.
  expect(`${heading} ${says}`).not.toMatch(/please|sorry|invalid|oops|\b[45]\d\d\b/i);
}

/** Nothing answered, so there is a time to quote and no reference. */
export async function expectNoReference(page: Page) {
  await expect(problem(page).getByRole("button", { name: "Copy details" })).toBeVisible();
  await expect(problem(page)).not.toContainText("Reference");
}

/** What the API called its last answer to an operation. */
export async function lastRequestId(sandbox: SandboxControl, on: Fault["on"]): Promise<string> {
  const { calls } = await sandbox.calls();
  const call = calls.findLast(({ operation }) => operation === on);
  if (!call) throw new Error(`The API was not asked: ${on}`);
  return call.requestId;
}
