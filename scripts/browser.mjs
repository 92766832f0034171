/** Finds a Chromium for the browser tests, or installs one. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root, runAnyway, Trouble } from "./steps.mjs";

const require = createRequire(import.meta.url);
/** Debian's, the one without windows first: the same pages in two thirds of the time. */
const debians = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

/** @returns {string | null} its program, null when there is none yet */
export function findBrowser() {
  const chosen = process.env.CHROME_PATH;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Trouble(`CHROME_PATH names ${chosen}, which is not there.`);
  }
  const playwrights = require("@playwright/test").chromium.executablePath();
  return [...debians, playwrights].find(existsSync) ?? null;
}

/**
 * @param {(text: string) => void} say
 * @returns {Promise<string>} its program
 * @throws {Trouble} when there is none and none can be installed
 */
export async function getBrowser(say) {
  for (const install of [null, playwrightsOwn, debianPackage]) {
    await install?.(say);
    const browser = findBrowser();
    if (browser) return browser;
  }
  throw new Trouble(
    "No Chromium was found and none could be installed. Install Chrome or Chromium and name its program:  CHROME_PATH=/path/to/chrome npm test",
  );
}

async function playwrightsOwn(say) {
  say("none here yet, asking for Playwright's …");
  const command = join(root, "node_modules/@playwright/test/cli.js");
  await runAnyway(process.execPath, [command, "install", "--no-shell", "chromium"], {
    // Where its host cannot be reached this fails soon instead of after minutes.
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000" },
    stdio: "pipe",
  });
}

async function debianPackage(say) {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return;
  say("not to be had, installing Debian's …");
  await apt("update");
  const install = (name) =>
    apt("install", "-y", "--no-install-recommends", name, "fonts-liberation");
  // The second is in every Debian, the first only where it is kept up to date.
  await install("chromium-headless-shell");
  if (!findBrowser()) await install("chromium");
}

/** Whether it worked shows in what is there afterwards. */
async function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runAnyway("apt-get", args, { env, stdio: "pipe" });
}
