import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures";
import { activeOption, add, chips, listen, option, picker } from "../support/hospitals";

test.beforeEach(async ({ page }) => {
  await page.goto("/");
});

test("↓ ↑ Enter and Esc choose a hospital while the focus stays in the input", async ({ page }) => {
  const posts = countPosts(page);
  const input = picker(page);
  await input.focus();
  await expect(input).toHaveAttribute("aria-expanded", "false");

  await input.fill("clinic");
  await expect(option(page, "Cleveland Clinic")).toBeVisible();
  await expect(input).toHaveAttribute("aria-expanded", "true");
  await expect(input).not.toHaveAttribute("aria-activedescendant");

  const names = await page.getByRole("option").allTextContents();
  await input.press("ArrowDown");
  await expect.poll(() => activeOption(page)).toBe(names[0]);
  await input.press("ArrowDown");
  await expect.poll(() => activeOption(page)).toBe(names[1]);
  await input.press("ArrowUp");
  await expect.poll(() => activeOption(page)).toBe(names[0]);

  await input.press("Escape");
  await expect(page.getByRole("option")).toHaveCount(0);
  await expect(input).toHaveValue("clinic");
  await expect(input).toBeFocused();

  await input.press("ArrowDown");
  await expect.poll(() => activeOption(page)).toBe(names[0]);
  await input.press("Enter");
  await expect(chips(page).filter({ hasText: names[0] ?? "" })).toHaveCount(1);
  await expect(input).toHaveValue("");
  await expect(input).toHaveAttribute("aria-expanded", "false");
  await expect(input).toBeFocused();
  expect(posts()).toBe(0);
});

test("Enter takes the only hospital that matches", async ({ page }) => {
  await picker(page).fill("cleveland");
  await expect(page.getByRole("option")).toHaveCount(1);
  await picker(page).press("Enter");
  await expect(chips(page).filter({ hasText: "Cleveland Clinic" })).toHaveCount(1);
});

test("a scan into the wrong field adds and sends nothing", async ({ page }) => {
  await add(page, "Duke Health");
  await page.getByRole("button", { name: "Remove Duke Health" }).click();
  const before = await chips(page).count();
  const posts = countPosts(page);
  await picker(page).press("ArrowDown");
  await picker(page).evaluate((input: HTMLInputElement) => {
    // Text and Enter before the page can draw, as from a fast scanner.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(
      input,
      "MRN10023",
    );
    input.dispatchEvent(new Event("input", { bubbles: true }));
    const enter = { key: "Enter", bubbles: true, cancelable: true };
    input.dispatchEvent(new KeyboardEvent("keydown", enter));
  });
  await expect(page.getByText("No hospital called 'MRN10023'").first()).toBeVisible();
  await expect(chips(page)).toHaveCount(before);
  expect(posts()).toBe(0);
});

test("Enter sends nothing while a typed name is still in the input", async ({ page }) => {
  const posts = countPosts(page);
  await page.getByLabel("Patient ID").fill("MRN10023");
  const input = picker(page);
  await input.fill("mer");
  await expect(page.getByRole("option").nth(1)).toBeVisible();
  await input.press("Enter");
  await expect(page.getByRole("option").first()).toBeVisible();
  await input.press("Escape");
  await input.press("Enter");
  await expect(page.getByRole("option").first()).toBeVisible();
  expect(posts()).toBe(0);
});

test("Tab leaves the input without choosing the highlighted hospital", async ({ page }) => {
  const before = await chips(page).count();
  await picker(page).fill("mayo");
  await expect(option(page, "Mayo Clinic")).toBeVisible();
  await picker(page).press("ArrowDown");
  await picker(page).press("Tab");
  await expect(page.getByRole("option")).toHaveCount(0);
  await expect(chips(page)).toHaveCount(before);
});

test("adding, removing and undoing are announced once each", async ({ page }) => {
  const before = await chips(page).count();
  const heard = await listen(page);
  await add(page, "Duke Health");
  await page.getByRole("button", { name: "Remove Duke Health" }).click();
  const undo = page.getByRole("button", { name: "Undo: put Duke Health back" });
  await expect(undo).toBeFocused();
  await expect(chips(page).filter({ has: undo })).toHaveCount(1);
  await undo.click();
  await expect(page.getByRole("button", { name: "Remove Duke Health" })).toBeFocused();

  const news = (await heard()).filter((sentence) => sentence.startsWith("Duke Health"));
  expect(news).toEqual([
    `Duke Health added. ${count(before + 1)}.`,
    `Duke Health removed. ${count(before)}.`,
    `Duke Health is back. ${count(before + 1)}.`,
  ]);
});

test("Undo is offered until the next change", async ({ page }) => {
  await add(page, "Duke Health");
  await page.getByRole("button", { name: "Remove Duke Health" }).click();
  await expect(page.getByRole("button", { name: "Undo: put Duke Health back" })).toBeVisible();
  await add(page, "Yale New Haven Health");
  await expect(page.getByRole("button", { name: /^Undo/ })).toHaveCount(0);
});

test("the order is changed by keyboard, and the focus stays with the hospital", async ({
  page,
}) => {
  for (const name of ["Duke Health", "Yale New Haven Health", "Sutter Health"]) {
    await add(page, name);
  }
  const names = page.getByRole("button", { name: /^Remove / });
  const count = await names.count();
  const button = page.getByRole("button", { name: "Move Sutter Health earlier" });
  for (let position = count; position > 1; position--) {
    await button.focus();
    await page.keyboard.press("Enter");
    await expect(names.nth(position - 2)).toHaveAccessibleName("Remove Sutter Health");
  }
  await expect(chips(page).first()).toBeFocused();
  await expect(button).toHaveCount(0);
});

test("hospitals chosen before are offered at once on the next visit", async ({ page }) => {
  await page.getByLabel("Patient ID").fill("MRN10023");
  await add(page, "Duke Health");
  await add(page, "Sutter Health");
  await page.reload();
  await picker(page).press("ArrowDown");
  await expect(page.getByRole("option")).toHaveText([/Sutter Health/, /Duke Health/]);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain("MRN10023");
});

test("only one hospital: a new choice takes the place of the old one", async ({ page }) => {
  await page.getByRole("radio", { name: /^Only this/ }).check();
  await add(page, "Duke Health");
  await add(page, "Sutter Health");
  await expect(chips(page)).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Remove Sutter Health" })).toBeVisible();
  await expect(page.getByRole("button", { name: /earlier$/ })).toHaveCount(0);
});

test("the open list and the chips pass axe, in both themes", async ({ page }) => {
  await add(page, "Duke Health");
  await add(page, "Sutter Health");
  await page.getByRole("button", { name: "Remove Duke Health" }).click();
  await picker(page).fill("health");
  await expect(page.getByRole("option").first()).toBeVisible();
  await picker(page).press("ArrowDown");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).include("fieldset").analyze();
    expect(violations).toEqual([]);
  }
});

test("320 px wide, nothing scrolls sideways and every target is 24 px high", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await add(page, "Ann & Robert H. Lurie Children's Hospital of Chicago");
  await add(page, "Sutter Health");
  await picker(page).fill("hospital");
  await expect(page.getByRole("option").first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);

  expect((await picker(page).boundingBox())?.height).toBeGreaterThanOrEqual(44);
  for (const button of await chips(page).getByRole("button").all()) {
    const box = await button.boundingBox();
    expect(Math.min(box?.height ?? 0, box?.width ?? 0)).toBeGreaterThanOrEqual(24);
  }
});

function count(hospitals: number): string {
  return `${hospitals} ${hospitals === 1 ? "hospital" : "hospitals"}`;
}

function countPosts(page: Page): () => number {
  let posts = 0;
  page.on("request", (request) => {
    if (request.method() === "POST") posts++;
  });
  return () => posts;
}
