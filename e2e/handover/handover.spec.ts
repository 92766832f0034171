import type { Page } from "@playwright/test";
import { expectNoAxeViolations } from "../support/accessibility";
import { listen } from "../support/announcements";
import { stopTheClock, takeTheClock } from "../support/desk";
import { expect, test } from "../support/fixtures";
import { card, code, makeLink } from "../support/links";

test.beforeEach(async ({ page }) => {
  await page.goto("/");
});

test("the card says who it is for, and shows the code and the link in full", async ({
  page,
  sandbox,
}) => {
  const asked = requestsOf(page);
  const link = await makeLink(page, sandbox, { name: "María López" });
  const heading = card(page).getByRole("heading", { level: 2 });

  await expect(heading).toHaveText(`Link ready for María López ${link.patientId}`);
  await expect(heading).toBeFocused();
  await expect(card(page).getByText("Can you tell me your full name")).toBeVisible();
  await expect(card(page).getByText(/^Screen tag [A-Z][a-z]+ \d+$/)).toBeVisible();
  await expect(card(page).getByText("Waiting for patient")).toBeVisible();
  await expect(card(page).getByText(link.url, { exact: true })).toBeVisible();
  await expect(card(page).getByText(new URL(link.url).host, { exact: true })).toBeVisible();
  await expect(page.getByLabel("Patient ID")).toHaveValue("");
  await expect(page.getByLabel("Name (optional)")).toHaveValue("");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Show to patient" })).toBeFocused();

  // Nothing about the patient in the address or the title, and nobody else was asked for anything.
  await expect(page).toHaveURL(/\/sessions\/[\w-]{16,}$/);
  await expect(page).toHaveTitle("Link – Connect Desk");
  expect(page.url()).not.toContain(link.token);
  expect(asked().map((url) => new URL(url).origin)).toEqual(
    asked().map(() => new URL(page.url()).origin),
  );
  await expectNoAxeViolations(page);
});

test("the code is black on white with its margin, and large enough to scan", async ({
  page,
  sandbox,
}) => {
  await makeLink(page, sandbox);
  const svg = code(page);

  await expect(svg).toHaveAttribute("viewBox", "0 0 41 41");
  await expect(svg).toHaveAttribute("shape-rendering", "crispEdges");
  await expect(svg.locator("rect")).toHaveAttribute("width", "41");
  await expect(svg.locator("rect")).toHaveAttribute("height", "41");
  await expect(svg.locator("rect")).toHaveAttribute("fill", "#fff");
  await expect(svg.locator("path")).toHaveAttribute("fill", "#000");
  await expect(svg.locator(":scope > *")).toHaveCount(2);
  expect(await svg.innerHTML()).not.toMatch(/currentColor|<image/);

  // CSS pixels of one module, of 33 and a margin of 4 on each side.
  for (const [width, least] of [
    [1280, 7],
    [360, 6],
    [320, 4],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    const box = await svg.boundingBox();
    expect((box?.width ?? 0) / 41, `at ${width}`).toBeGreaterThanOrEqual(least);
    expect(box?.height).toBeCloseTo(box?.width ?? 0, 1);
  }
});

test("F4 shows the code to the patient, and nothing else", async ({ page, sandbox }) => {
  const link = await makeLink(page, sandbox, { name: "Ann Lee" });
  await page.keyboard.press("F4");
  const screen = page.getByRole("dialog", { name: "Scan with your phone" });
  await expect(screen.getByRole("button", { name: "Close screen, Esc" })).toBeFocused();

  const side = (await screen.getByRole("img").boundingBox())?.width ?? 0;
  expect(side / 41).toBeGreaterThanOrEqual(12);
  await expect(screen.getByText(new URL(link.url).host)).toBeVisible();
  const tag = (await screen.getByText(/^[A-Z][a-z]+ \d+$/).textContent()) ?? "";
  await expect(card(page).getByText(`Screen tag ${tag}`)).toHaveCount(1);
  expect(await screen.innerHTML()).not.toMatch(/Ann|Lee|MRN/);
  await expectNoAxeViolations(page);

  await page.keyboard.press("Escape");
  await expect(screen).toHaveCount(0);

  await page.getByRole("button", { name: "Show to patient" }).click();
  await expect(screen).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Show to patient" })).toBeFocused();

  // The code goes from there too when the link ends, and when the next patient comes.
  await page.keyboard.press("F4");
  await expect(screen).toBeVisible();
  await page.keyboard.press("F2");
  await expect(screen).toHaveCount(0);
  await expect(page.getByLabel("Patient ID")).toBeFocused();
  await page.goBack();
  await expect(code(page)).toBeVisible();
  await page.keyboard.press("F4");
  await expect(screen).toBeVisible();
  await sandbox.expire(link.id);
  await expect(screen).toHaveCount(0);
  await expect(code(page)).toHaveCount(0);
});

test("F2 clears the desk for the next patient", async ({ page, sandbox }) => {
  await makeLink(page, sandbox);
  await page.getByLabel("Name (optional)").fill("half typed");
  await page.keyboard.press("F2");

  await expect(card(page)).toHaveText("The QR code appears here.");
  await expect(page).toHaveURL("/");
  await expect(page.getByLabel("Name (optional)")).toHaveValue("");
  await expect(page.getByLabel("Patient ID")).toBeFocused();
  await page.keyboard.type("MRN");
  await expect(page.getByLabel("Patient ID")).toHaveValue("MRN");
});

test("the function keys rest when this PC has them switched off", async ({ page, sandbox }) => {
  await page.getByRole("button", { name: "Keys" }).click();
  await page.getByRole("checkbox", { name: /Use the function keys/ }).uncheck();
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await makeLink(page, sandbox);

  for (const key of ["F2", "F4", "F8", "Control+Enter"]) await page.keyboard.press(key);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(code(page)).toBeVisible();
  await expect(page.getByText("There is a problem")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Copied" })).toHaveCount(0);
});

test("a print has the code and the link, and nothing about the patient", async ({
  page,
  sandbox,
}) => {
  const link = await makeLink(page, sandbox, { name: "Ann Lee" });
  await page.emulateMedia({ media: "print" });

  await expect(code(page)).toBeVisible();
  await expect(card(page).getByText(link.url, { exact: true })).toBeVisible();
  await expect(card(page).getByText(/^Screen tag/)).toBeVisible();
  const asSeen = { useInnerText: true };
  await expect(card(page)).toContainText(/Stops working at \d+:\d\d [AP]M/, asSeen);
  await expect(page.locator("body")).not.toContainText(/Ann|Lee|MRN/, asSeen);
  await expect(page.getByRole("form", { name: "New link" })).toBeHidden();
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(page.getByRole("button")).toHaveCount(0);
});

test("Copy writes the exact link, and says so once", async ({ page, context, sandbox }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await takeTheClock(page);
  await page.goto("/");
  const link = await makeLink(page, sandbox);
  const heard = await listen(card(page));
  await stopTheClock(page);

  await page.getByRole("button", { name: "Copy link" }).click();
  const copied = page.getByRole("button", { name: "Copied" });
  await expect(copied).toBeFocused();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link.url);
  expect(await heard()).toEqual(["Link copied"]);

  await page.clock.runFor(3_000);
  await expect(copied).toBeVisible();
  await page.clock.runFor(1_500);
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
  expect(await heard()).toEqual(["Link copied"]);

  await page.evaluate(() => navigator.clipboard.writeText(""));
  await page.keyboard.press("F8");
  await expect(copied).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link.url);
});

for (const [browser, forbid] of Object.entries({
  refuses: refuseClipboard,
  "has none": noClipboard,
})) {
  test(`without a clipboard the link is selected, and it says how to copy: ${browser}`, async ({
    page,
    sandbox,
  }) => {
    await page.addInitScript(forbid);
    await takeTheClock(page);
    await page.goto("/");
    const link = await makeLink(page, sandbox);
    await page.keyboard.press("F8");

    const help = card(page).getByRole("status").filter({ hasText: "press Ctrl+C to copy" });
    await expect(help).toBeVisible();
    expect(await page.evaluate(() => String(getSelection()))).toBe(link.url);
    await expect(page.getByRole("button", { name: "Copied" })).toHaveCount(0);

    await page.keyboard.press("Control+C");
    // The desk's own fields take no link.
    const mail = await page.context().newPage();
    await mail.setContent("<textarea></textarea>");
    await mail.getByRole("textbox").focus();
    await mail.keyboard.press("Control+V");
    await expect(mail.getByRole("textbox")).toHaveValue(link.url);
    await mail.close();

    // What went wrong does not go away by itself.
    await page.clock.fastForward("01:30");
    await expect(help).toBeVisible();
  });
}

test("a patient without a phone gets the link in a window of its own", async ({
  page,
  context,
  sandbox,
}) => {
  const link = await makeLink(page, sandbox);
  const asked = requestsOf(page);
  await page.getByText("No phone?").click();
  const open = page.getByRole("link", { name: "open the link in a new window" });
  await expect(open).toHaveAttribute("href", link.url);
  await expect(open).toHaveAttribute("rel", "noreferrer noopener");
  await expect(open).toHaveAttribute("referrerpolicy", "no-referrer");
  await expectNoAxeViolations(page);
  await open.hover();

  const opened = context.waitForEvent("page");
  const arrival = context.waitForEvent("request", (request) => request.url() === link.url);
  await open.click();
  const headers = await (await arrival).allHeaders();
  expect(headers.referer).toBeUndefined();
  const tablet = await opened;
  await expect(tablet.getByRole("heading", { name: "Choose your hospital" })).toBeVisible();
  expect(await tablet.evaluate(() => [document.referrer, window.opener])).toEqual(["", null]);

  // Neither showing nor pointing at the link fetched it.
  expect(asked().filter((url) => url.includes(link.token))).toEqual([]);
});

/** Addresses that a page asks for, from now on. */
function requestsOf(page: Page): () => string[] {
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  return () => addresses;
}

function refuseClipboard() {
  navigator.clipboard.writeText = () => Promise.reject(new DOMException("No", "NotAllowedError"));
}

/** As on a page that came over plain http. */
function noClipboard() {
  Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined });
}
