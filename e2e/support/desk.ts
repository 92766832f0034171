import { expect, type Page } from "@playwright/test";
import { code } from "./links";
import { expectReady } from "./ready";

/** The form of the desk. */
export function form(page: Page) {
  return page.getByRole("form", { name: "New link" });
}

/** What stands in the way, above the form. */
export function problem(page: Page) {
  return form(page).getByRole("alert");
}

/** Types the patient ID and presses Enter. */
export async function enter(page: Page, patientId: string) {
  await page.getByLabel("Patient ID").fill(patientId);
  await expectReady(page);
  await page.getByLabel("Patient ID").press("Enter");
}

/** Presses the button, whatever it says while it counts down. */
export async function pressCreate(page: Page) {
  await form(page)
    .getByRole("button", { name: /^Create link/ })
    .click();
}

/** The card shows a link of this patient, with its code. */
export async function expectLinkReady(page: Page, patientId: string) {
  await expect(page.getByRole("heading", { name: "Link ready for" })).toContainText(patientId);
  await expect(code(page)).toBeVisible();
}

/** Back to an empty form with the focus in its first field. */
export async function newLink(page: Page) {
  await page.keyboard.press("F2");
  await expect(page.getByLabel("Patient ID")).toBeFocused();
}

/** How often this page has called a server action from now on. */
export function countPosts(page: Page): () => number {
  let posts = 0;
  page.on("request", (request) => {
    if (request.headers()["next-action"] !== undefined) posts++;
  });
  return () => posts;
}

/**
 * From now on the test moves the time of this page. What is open is left before: to it hours would
 * seem to pass, and it would sign out whoever is signed in.
 */
export async function takeTheClock(page: Page) {
  await page.goto("about:blank");
  await page.clock.install();
}

/**
 * From now on nothing happens by itself in this page, until `page.clock.resume()`. The test has
 * called `page.clock.install()` before it opened the page.
 */
export async function stopTheClock(page: Page) {
  const now = await page.evaluate(() => Date.now());
  // It can only be stopped at a time to come, however long this call takes.
  await page.clock.pauseAt(now + 60_000);
}
