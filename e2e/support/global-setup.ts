import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { launchOptions } from "../playwright.config";

/** The very first start of a browser can take half a minute: it shall not count against a test. */
export default async function globalSetup(): Promise<void> {
  if (!existsSync(fileURLToPath(new URL("../../.next/BUILD_ID", import.meta.url)))) {
    throw new Error("There is no production build to test. Run: npm run build");
  }
  const browser = await chromium.launch({ ...launchOptions, timeout: 120_000 });
  await (await browser.newPage()).goto("data:text/html,warm");
  await browser.close();
}
