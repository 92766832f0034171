import type { Page } from "@playwright/test";
import { enter, form, newLink, problem } from "../support/desk";
import { expect, newPatientId, test } from "../support/fixtures";
import { card } from "../support/links";
import { expectReady } from "../support/ready";

/** What stands before each text of this translator. */
const mark = "¿";

/**
 * Does to the page what a browser's translator does: puts another text into two elements of its own
 * where a text was, also where one comes or changes later, and leaves alone what says so.
 */
async function translate(page: Page) {
  await expectReady(page);
  await page.evaluate((mark) => {
    const texts = (root: Node) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found: Text[] = root instanceof Text ? [root] : [];
      while (walker.nextNode())
        if (walker.currentNode instanceof Text) found.push(walker.currentNode);
      return found;
    };
    const wrap = (text: Text) => {
      const parent = text.parentElement;
      if (!parent || parent.closest("font, [translate=no], script, style, textarea, option"))
        return;
      const outer = document.createElement("font");
      const inner = document.createElement("font");
      inner.textContent = text.data.trim() ? `${mark}${text.data}` : text.data;
      outer.append(inner);
      text.replaceWith(outer);
    };
    const observer = new MutationObserver((records) => {
      for (const { target, addedNodes } of records) {
        for (const node of [target, ...addedNodes]) for (const text of texts(node)) wrap(text);
      }
    });
    for (const text of texts(document.body)) wrap(text);
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  }, mark);
}

test("a page that the browser translates goes on working", async ({ page, sandbox }) => {
  const patientId = newPatientId();
  const broken: Error[] = [];
  page.on("pageerror", (error) => broken.push(error));
  await page.goto("/");
  await translate(page);
  await expect(form(page)).toContainText(`${mark}Patient ID`);

  await form(page)
    .getByRole("button", { name: `${mark}Create link` })
    .click();
  await expect(problem(page)).toContainText(`${mark}There is a problem`);
  await sandbox.fault({ on: "createSession", kind: "status", status: 429, retryAfter: 2 });
  await enter(page, patientId);
  await expect(problem(page)).toContainText(`${mark}Too many links at once`);
  const create = form(page).getByRole("button", { name: `${mark}Create link`, exact: true });
  await expect(create).toBeVisible();
  await create.click();
  const heading = card(page).getByRole("heading", { level: 2 });
  await expect(heading).toContainText(`${mark}Link ready for`);
  // What is written on a wristband, shown to a patient or typed somewhere is not translated.
  await expect(heading.locator("bdi").last()).toHaveText(patientId);
  const [session] = await sandbox.sessionsOf(patientId);
  await expect(card(page)).toContainText(session?.url ?? "no session");

  await newLink(page);
  await sandbox.seedPatient({ patientId, name: "Maria Lopez" });
  await page.getByLabel("Name").fill("Mario Lopes");
  await enter(page, patientId);
  await expect(problem(page)).toContainText(`${mark}This ID belongs to someone else`);
  await problem(page).getByRole("button", { name: "Maria Lopez" }).click();
  await problem(page).getByRole("button", { name: "Make another" }).click();
  await expect(heading.locator("bdi").first()).toHaveText("Maria Lopez");

  await page.goto("/sessions");
  await expect(page.getByRole("listitem").filter({ hasText: patientId }).first()).toBeVisible();
  await translate(page);
  await page.getByLabel(`Find a link`).fill(patientId);
  await page.keyboard.press("Enter");
  await expect(page.getByText(`${mark}2 links`)).toBeVisible();
  await page.getByRole("radio", { name: "Needs help" }).check();
  await expect(page.getByText(/¿.*no links?/i).first()).toBeVisible();

  await page.goto("/settings");
  await translate(page);
  await page.getByRole("button", { name: "Check", exact: false }).first().click();
  await page.getByRole("button", { name: /Save/ }).first().click();
  await expect(page.getByRole("status").filter({ hasText: mark }).first()).toBeVisible();
  expect(broken).toEqual([]);
});
