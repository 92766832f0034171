import type { Page } from "@playwright/test";
import { listen } from "../support/announcements";
import { countPosts, enter, form, newLink, problem, takeTheClock } from "../support/desk";
import { expect, newPatientId, test } from "../support/fixtures";
import { option, picker } from "../support/hospitals";
import { card, code, makeLink } from "../support/links";

/** Faster is a scanner. */
const byHand = { delay: 60 };

test.beforeEach(async ({ page }) => {
  await page.goto("/");
});

test("a link is made, shown and copied without a mouse", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const patientId = newPatientId();
  const { keyboard } = page;
  const patientField = page.getByLabel("Patient ID");
  await expect(patientField).toBeFocused();
  await expect(patientField).toHaveAccessibleDescription("Type it or scan the wristband");
  await keyboard.type(patientId, byHand);
  await keyboard.press("Tab");
  await expect(page.getByLabel("Name (optional)")).toBeFocused();
  await keyboard.type("Maria Lopez", byHand);
  await keyboard.press("Tab");
  await expect(page.getByLabel("Email (optional)")).toBeFocused();
  await keyboard.press("Tab");
  await expect(page.getByRole("radio", { name: "Suggest these." })).toBeFocused();
  await keyboard.press("Tab");
  await expect(picker(page)).toBeFocused();
  await keyboard.type("cle");
  await expect(option(page, "Cleveland Clinic")).toBeVisible();
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Remove Cleveland Clinic" })).toBeVisible();
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await expect(page.getByRole("radio", { name: "1 hour" })).toBeFocused();
  await keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "4 hours", exact: true })).toBeChecked();
  await keyboard.press("Control+Enter");

  const heading = card(page).getByRole("heading", { level: 2 });
  await expect(heading).toHaveText(`Link ready for Maria Lopez ${patientId}`);
  await expect(heading).toBeFocused();
  await keyboard.press("Tab");
  const show = page.getByRole("button", { name: "Show to patient", exact: true });
  await expect(show).toBeFocused();
  await keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Close screen, Esc" })).toBeFocused();
  await keyboard.press("Escape");
  await expect(show).toBeFocused();
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Copied" })).toBeFocused();
  await keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Print", exact: true })).toBeFocused();
  // Past the choice of paper and the ways to send it.
  for (const _ of ["Paper", "Send it", "No phone?"]) await keyboard.press("Tab");
  await keyboard.press("Enter");
  await keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "open the link in a new window" })).toBeFocused();

  await keyboard.press("F2");
  await expect(patientField).toBeFocused();
  await expect(patientField).toHaveValue("");
});

test("who presses F2 in the moment in which the card appears types the next patient at once", async ({
  page,
}) => {
  for (const _ of [1, 2]) {
    const pressed = page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          // Between the card's markup and anything that it does by itself.
          new MutationObserver((_, observer) => {
            if (!document.querySelector("section[aria-label=Handover] h2")) return;
            observer.disconnect();
            const key = new KeyboardEvent("keydown", { key: "F2", bubbles: true });
            document.activeElement?.dispatchEvent(key);
            resolve();
          }).observe(document.body, { subtree: true, childList: true });
        }),
    );
    await enter(page, newPatientId());
    await pressed;
    // What the card would do by itself has happened by now.
    await expect(page.getByText("The QR code appears here.")).toBeVisible();
    await expect(page.getByLabel("Patient ID")).toBeFocused();
    await page.keyboard.type("NEXT");
    await expect(page.getByLabel("Patient ID")).toHaveValue("NEXT");
  }
});

test("who has gone on to another field keeps the focus when the card and an alert come", async ({
  page,
  sandbox,
}) => {
  const email = page.getByLabel("Email (optional)");
  for (const make of ["an alert", "a card"]) {
    await sandbox.fault({ on: "getPatient", kind: "latency", ms: 1_000 });
    if (make === "an alert") {
      await sandbox.fault({ on: "createSession", kind: "status", status: 402 });
    }
    await enter(page, newPatientId());
    await email.click();
    await expect(make === "a card" ? code(page) : problem(page)).toBeVisible();
    await expect(email).toBeFocused();
  }
});

test("no printable key does anything outside a text field", async ({ page, sandbox }) => {
  await makeLink(page, sandbox);
  const posts = countPosts(page);
  const before = await page.locator("body").ariaSnapshot();
  const printable = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index));
  await expect(card(page).getByRole("heading", { level: 2 })).toBeFocused();
  await pressByHand(page, printable);
  await page.getByRole("button", { name: "Show to patient" }).focus();
  await pressByHand(page, printable);

  expect(await page.locator("body").ariaSnapshot()).toBe(before);
  await expect(page.getByRole("button", { name: "Show to patient" })).toBeFocused();
  expect(posts()).toBe(0);
});

test("keys that are switched off stay off on this PC until they are switched on", async ({
  page,
  sandbox,
}) => {
  const keys = page.getByRole("button", { name: "Keys" });
  const inUse = page.getByRole("checkbox", { name: "Use the function keys and Ctrl+Enter" });
  const screen = page.getByRole("dialog").filter({ has: page.getByRole("img") });
  await makeLink(page, sandbox);
  await keys.click();
  await inUse.uncheck();
  await page.keyboard.press("Escape");
  await expect(keys).toBeFocused();
  await page.reload();
  await expect(code(page)).toBeVisible();
  await page.keyboard.press("F4");
  await page.keyboard.press("F2");
  await page.getByLabel("Patient ID").press("Control+Enter");
  await expect(screen).toHaveCount(0);
  await expect(code(page)).toBeVisible();
  await expect(problem(page)).toHaveCount(0);

  await keys.click();
  await expect(inUse).not.toBeChecked();
  await inUse.check();
  await page.keyboard.press("Escape");
  await page.keyboard.press("F4");
  await expect(screen).toBeVisible();
});

test("behind a dialog no key acts, and F2 leaves it for the next patient", async ({
  page,
  sandbox,
}) => {
  await makeLink(page, sandbox);
  const help = page.getByRole("dialog", { name: "Keys" });
  await page.getByRole("button", { name: "Keys" }).click();
  await expect(help).toBeVisible();
  for (const key of ["F4", "F8", "Control+Enter"]) await page.keyboard.press(key);
  await expect(page.getByRole("dialog")).toHaveCount(1);
  await expect(problem(page)).toHaveCount(0);
  await expect(page.getByText("Copied")).toHaveCount(0);
  await expect(help).toBeVisible();

  await newLink(page);
  await expect(help).toBeHidden();
  await expect(code(page)).toHaveCount(0);
});

test("a link that is made is said once", async ({ page, sandbox }) => {
  const patientId = newPatientId();
  await sandbox.fault({ on: "createSession", kind: "latency", ms: 1_000 });
  const heard = await listen(page.locator("body"));
  await enter(page, patientId);
  // The focus says the rest.
  await expect(card(page).getByRole("heading", { name: "Link ready for" })).toBeFocused();
  expect(await heard()).toEqual([`Creating… ${patientId}`]);
});

test("a failure is said once, stays, and is not said again for a number or a copy", async ({
  context,
  page,
  sandbox,
  startApp,
}) => {
  // One of its own: while the API asks for silence, an app looks up nothing by itself.
  const app = await startApp();
  // As every browser with windows does for a page that is pressed.
  await context.grantPermissions(["clipboard-write"]);
  await takeTheClock(page);
  await page.goto(app.url);
  await sandbox.fault({ on: "createSession", kind: "status", status: 429, retryAfter: 20 });
  await enter(page, newPatientId());
  await expect(problem(page).getByRole("heading")).toBeFocused();
  const heard = await listen(form(page));

  await page.clock.runFor(10_000);
  await expect(form(page).getByRole("button", { name: /^Create link \(\d\)$/ })).toBeVisible();
  await problem(page).getByRole("button", { name: "Copy details" }).click();
  await expect(problem(page).getByRole("status")).not.toBeEmpty();
  await page.clock.runFor(10_000);
  await expect(problem(page)).toContainText("You can press Create now.");
  await page.clock.runFor("01:30");
  await expect(problem(page)).toBeVisible();

  const said = await heard();
  expect(said.filter((words) => words.includes("Too many links at once"))).toHaveLength(1);
});

/** One key after the other into what has the focus, each a tenth of a second after the one before by its own time. */
async function pressByHand(page: Page, keys: string[]) {
  await page.evaluate((keys) => {
    keys.forEach((key, index) => {
      const press = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
      Object.defineProperty(press, "timeStamp", { value: performance.now() + 100 * index });
      document.activeElement?.dispatchEvent(press);
    });
  }, keys);
}
