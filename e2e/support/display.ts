import type { Page } from "@playwright/test";
import { expect } from "./fixtures";
import { card } from "./links";

/** The code on a patient's screen. */
export function shownCode(display: Page) {
  return display.getByRole("img", { name: "Code to scan" });
}

/** What the card says while a patient's screen shows its code. */
export function isShown(desk: Page) {
  return card(desk).getByText("Shown on the patient’s screen.");
}

export function clearScreen(desk: Page) {
  return card(desk).getByRole("button", { name: "Clear screen" });
}

/** It shows nobody's code, seen or unseen. */
export async function expectIdle(display: Page, within: { timeout?: number } = {}) {
  await expect(display.getByText("We will help you in a moment")).toBeVisible(within);
  await expect(shownCode(display)).toHaveCount(0);
  await expect(display.locator("path[fill='#000']")).toHaveCount(0);
}

export async function showToPatient(desk: Page, display: Page) {
  await desk.getByRole("button", { name: "Show to patient" }).click();
  await expect(shownCode(display)).toBeVisible();
  await expect(isShown(desk)).toBeVisible();
}

/** A second monitor of the same PC. */
export async function openSecondMonitor(desk: Page): Promise<Page> {
  const display = await desk.context().newPage();
  await display.goto("/display");
  await expectIdle(display);
  await desk.bringToFront();
  return display;
}
