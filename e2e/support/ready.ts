import { type Browser, expect, type Page } from "@playwright/test";

/** The page can react to a press: until then all of its buttons are disabled. */
export async function expectReady(page: Page) {
  await expect(page.locator("button:disabled")).toHaveCount(0);
}

/** From now on a page of this browser that is opened or reloaded is waited for until it is ready. */
export function openReady(browser: Browser) {
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    context.on("page", waitWhenOpened);
    return context;
  };
}

function waitWhenOpened(page: Page) {
  const goto = page.goto.bind(page);
  page.goto = async (url, options) => {
    const answer = await goto(url, options);
    // Who waits for something else wants to be there before.
    if (!options?.waitUntil) await expectReady(page);
    return answer;
  };
  for (const way of ["reload", "goBack", "goForward"] as const) {
    const go = page[way].bind(page);
    page[way] = async (options) => {
      const answer = await go(options);
      await expectReady(page);
      return answer;
    };
  }
}
