import { getBrowser } from "../browser.mjs";

/** A real browser whose pages share nothing with each other, and all count as shown. */
export async function openBrowser() {
  const executablePath = await getBrowser(() => undefined);
  // Not at the top: this file is read before the packages are installed.
  const { chromium } = await import("@playwright/test");
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  const browser = await chromium.launch({ executablePath, args });
  return {
    /** @param {{ url: string, headers: { Cookie: string } }} [app] where somebody is signed in */
    open: async (app) => {
      const context = await browser.newContext();
      if (app) await context.addCookies(cookiesOf(app));
      return context.newPage();
    },
    close: () => browser.close(),
  };
}

function cookiesOf({ url, headers }) {
  return headers.Cookie.split("; ").map((pair) => {
    const [name, ...value] = pair.split("=");
    return { name, value: value.join("="), url };
  });
}
