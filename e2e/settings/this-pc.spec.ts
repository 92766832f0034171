import { setTimeout } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { expectLinkReady, form, newLink } from "../support/desk";
import { expect, newPatientId, test } from "../support/fixtures";
import { code } from "../support/links";
import { scan } from "../support/scanner";

const thisPc = (page: Page) => page.getByRole("region", { name: "This PC" });

test("this PC keeps its colours, its scanner and its keys to itself", async ({ page, sandbox }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/settings");
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await thisPc(page).getByRole("radio", { name: "Dark" }).check();
  const dark = await background();
  expect(dark).not.toBe(light);
  await thisPc(page).getByRole("radio", { name: "Stay in the form" }).check();
  await thisPc(page).getByRole("checkbox", { name: "Several people use this PC" }).uncheck();

  // Dark from the first byte on, whatever the system says; paper and the patient's screen are light.
  expect(await (await page.request.get("/")).text()).toContain('data-theme="dark"');
  await page.reload();
  expect(await background()).toBe(dark);
  await page.emulateMedia({ media: "print" });
  expect(await background()).toBe(light);
  await page.emulateMedia({ media: "screen" });
  await expect(thisPc(page).getByRole("radio", { name: "Dark" })).toBeChecked();
  await expect(thisPc(page).getByRole("checkbox", { name: "Several people" })).not.toBeChecked();
  await page.goto("/");
  const scanned = newPatientId();
  await expect(form(page).getByRole("button", { name: "Create link" })).toBeEnabled();
  await scan(page, scanned);
  await expect(form(page).getByLabel("Name (optional)")).toBeFocused();
  expect(await sandbox.sessionsOf(scanned)).toEqual([]);
  // What follows a scan sooner than any person is the scanner's.
  await setTimeout(200);
  await page.keyboard.press("Enter");
  await expectLinkReady(page, scanned);
  await page.keyboard.press("F4");
  const screen = page.getByRole("dialog", { name: "Scan with your phone" });
  await expect(screen).toHaveCSS("background-color", "rgb(255, 255, 255)");
  await expect(screen).toHaveCSS("color", "rgb(20, 33, 43)");
  await page.keyboard.press("Escape");

  // A person's Enter makes the link on every PC.
  await newLink(page);
  const typed = newPatientId();
  await page.keyboard.type(typed, { delay: 80 });
  await page.keyboard.press("Enter");
  await expectLinkReady(page, typed);

  await page.goto("/settings");
  await thisPc(page).getByRole("checkbox", { name: "Use the function keys" }).uncheck();
  await thisPc(page).getByRole("radio", { name: "Make the link" }).check();
  await page.goto("/");
  await page.keyboard.press("F2");
  const straight = newPatientId();
  await expect(form(page).getByRole("button", { name: "Create link" })).toBeEnabled();
  await scan(page, straight);
  await expectLinkReady(page, straight);
  await page.keyboard.press("F4");
  await expect(screen).toHaveCount(0);
  await expect(code(page)).toBeVisible();
});
