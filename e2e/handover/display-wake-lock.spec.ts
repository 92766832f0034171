import type { BrowserContext, Page } from "@playwright/test";
import { clearScreen, expectIdle, openSecondMonitor, showToPatient } from "../support/display";
import { expect, test } from "../support/fixtures";
import { card, makeLink } from "../support/links";

test("the screen stays on while it shows a code, and staff read when it may not", async ({
  page,
  sandbox,
}) => {
  await grantWakeLocks(page.context());
  await page.goto("/");
  const display = await openSecondMonitor(page);
  expect(await locks(display)).toEqual({ asked: 0, held: 0 });
  await makeLink(page, sandbox);
  await showToPatient(page, display);
  await expect.poll(() => locks(display)).toEqual({ asked: 1, held: 1 });
  await display.evaluate(() => {
    window.dispatchEvent(new Event("let-go"));
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await expect.poll(() => locks(display)).toEqual({ asked: 2, held: 1 });
  await clearScreen(page).click();
  await expectIdle(display);
  await expect.poll(() => locks(display)).toEqual({ asked: 2, held: 0 });
  await display.close();

  // Without a second monitor, the same on this one.
  await page.keyboard.press("F4");
  const screen = page.getByRole("dialog", { name: "Scan with your phone" });
  await expect(screen).toBeVisible();
  await expect.poll(() => locks(page)).toEqual({ asked: 1, held: 1 });
  await expect(screen.getByText("Turn brightness up.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect.poll(() => locks(page)).toEqual({ asked: 1, held: 0 });

  await page.evaluate(() => window.dispatchEvent(new Event("refuse")));
  await page.keyboard.press("F4");
  await expect(screen.getByText("This screen may go dark.")).toBeVisible();
  await page.keyboard.press("Escape");
  const dim = await openSecondMonitor(page);
  await dim.evaluate(() => window.dispatchEvent(new Event("refuse")));
  await showToPatient(page, dim);
  await expect(card(page).getByText("That screen may go dark.")).toBeVisible();
});

/** Gives wake locks and counts them, until a page hears `refuse`. */
async function grantWakeLocks(context: BrowserContext) {
  await context.addInitScript(() => {
    const locks = { asked: 0, held: 0 };
    let refused = false;
    Object.assign(window, { locks });
    addEventListener("refuse", () => {
      refused = true;
    });
    // The system takes it away by itself, too.
    addEventListener("let-go", () => {
      locks.held--;
    });
    const request = async () => {
      if (refused) throw new DOMException("No", "NotAllowedError");
      locks.asked++;
      locks.held++;
      let released = false;
      return {
        release: async () => {
          if (!released) locks.held--;
          released = true;
        },
      };
    };
    Object.defineProperty(navigator, "wakeLock", { value: { request } });
  });
}

function locks(page: Page): Promise<unknown> {
  return page.evaluate(() => ({ ...Reflect.get(window, "locks") }));
}
