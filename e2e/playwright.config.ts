import { existsSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";
import type { Options } from "./support/fixtures";
import { timeZone } from "./support/time-zone";

/** The one that `npm test` found, else Debian's, else Playwright's own. */
const debians = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
const chromium = process.env.CHROME_PATH ?? debians.find((program) => existsSync(program));

export const launchOptions = {
  ...(chromium && { executablePath: chromium }),
  args: [
    "--no-sandbox", // root, as in a container, may not use it
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // Whatever a page asks for, nothing leaves this computer.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
  ],
};

export default defineConfig<Options>({
  testDir: ".",
  outputDir: ".results/browser",
  globalSetup: "./support/global-setup.ts",
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ["json", { outputFile: ".results/browser.json" }]],
  use: {
    launchOptions,
    locale: "en-US",
    timezoneId: timeZone,
    screenshot: "only-on-failure",
    // A trace of every test costs a sixth of the time: ask for one with --trace on.
    trace: "off",
  },
  projects: [{ name: "chromium", use: { ...devices["Desktop Chrome"] } }],
});
