import { expect, type Page } from "@playwright/test";

/** The part of the settings that is about live updates. */
export function liveUpdates(page: Page) {
  return page.getByRole("region", { name: "Live updates" });
}

/** Switches live updates on, as an administrator does. */
export async function turnOnLiveUpdates(page: Page, appUrl: string) {
  await page.goto(`${appUrl}/settings`);
  await liveUpdates(page).getByRole("button", { name: "Turn on", exact: true }).click();
  await expect(liveUpdates(page).getByRole("status")).toHaveText("Live updates are on.");
}
