import type { Locator, Page } from "@playwright/test";
import { expectNoAxeViolations } from "../support/accessibility";
import { listen } from "../support/announcements";
import { expect, newPatientId, test } from "../support/fixtures";
import { chips } from "../support/hospitals";
import { card, code, makeLink, newestLink } from "../support/links";
import type { SandboxSession } from "../support/sandbox";
import { timeZone } from "../support/time-zone";

test("counts down by the server's clock, and takes the code away at the end", async ({
  page,
  sandbox,
}) => {
  // This PC is three hours fast, and from now on nobody tells it how the link is.
  await page.clock.install({ time: Date.now() + 3 * 3_600_000 });
  await page.goto("/");
  await page.route("**/api/sessions/*", (route) => route.abort());
  const link = await makeLink(page, sandbox, { lifetime: "15 min" });
  const timer = card(page).getByRole("timer");
  await expect(timer).toHaveText("14 min");
  await expect(timer).toHaveAttribute("aria-live", "off");
  await expect(card(page).getByText(`(at ${clockOf(link.expiresAt)}`)).toBeVisible();
  const heard = await listen(card(page));
  const shown = await textsOf(timer);

  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 60_000));
  // Somebody is at the PC all the while, or it would be covered.
  for (let minute = 0; minute < 13; minute++) {
    await page.mouse.move(minute, minute);
    await page.clock.runFor("01:00");
  }
  await page.mouse.move(0, 0);
  await page.clock.runFor("00:30");
  while (await timer.isVisible()) await page.clock.runFor(1_000);

  await expect(code(page)).toHaveCount(0);
  await expect(card(page).getByText("Ended", { exact: true })).toBeVisible();
  await expect(card(page)).not.toContainText(link.token);
  const texts = await shown();
  expect(["0 s", "1 s"]).toContain(texts.at(-1));
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts.slice(0, texts.indexOf("1 min") + 1)).toEqual(
    Array.from({ length: 13 }, (_, index) => `${13 - index} min`),
  );
  expect(await heard()).toEqual([
    "The link stops in 5 minutes.",
    "The link stops in 1 minute.",
    "This link has ended.",
  ]);
});

test("one press makes a new link with the same details", async ({ page, sandbox }) => {
  const patientId = newPatientId();
  await page.goto("/");
  await page.getByLabel("Email (optional)").fill("ann@example.org");
  await page.getByText("More options").click();
  await page.getByLabel("Return page").fill("https://clinic.example/thanks");
  await page.getByLabel("Button label").fill("Riverside");
  const old = await makeLink(page, sandbox, {
    patientId,
    name: "Ann Lee",
    lifetime: "15 min",
    hospitals: { suggest: ["Mayo Clinic", "Duke Health"] },
  });
  await sandbox.expire(old.id);
  await expect(card(page).getByText("Ended", { exact: true })).toBeVisible();
  await expect(code(page)).toHaveCount(0);
  await expectNoAxeViolations(page);

  // The details come back with a reload too.
  await page.reload();
  await page.getByRole("button", { name: "New link, same details" }).click();
  await expect(card(page).getByRole("heading", { name: "Link ready for" })).toBeFocused();
  const fresh = await newestLink(sandbox, patientId);
  expect(fresh.id).not.toBe(old.id);
  await expect(card(page).getByText(fresh.url, { exact: true })).toBeVisible();
  await expect(chips(page)).toHaveCount(0);
  expect(wishesOf(fresh)).toEqual(wishesOf(old));
});

test("a reload shows the same card, and Back the empty desk", async ({ page, sandbox }) => {
  await page.goto("/");
  const first = await makeLink(page, sandbox, { name: "Ann Lee", lifetime: "4 hours" });
  const before = await lookOf(page);
  await page.reload();
  await expect(code(page)).toBeVisible();
  expect(await lookOf(page)).toEqual(before);
  await expect(page.getByLabel("Patient ID")).toHaveValue("");

  await page.goBack();
  await expect(card(page)).toHaveText("The QR code appears here.");
  await expect(page).toHaveURL("/");
  await page.goForward();
  await expect.poll(() => lookOf(page)).toEqual(before);

  // A reload forgets the cards made before; their addresses still lead to them.
  const second = await makeLink(page, sandbox);
  await page.reload();
  await expect(card(page)).toContainText(second.patientId);
  await page.goBack();
  await expect(card(page)).toHaveText("The QR code appears here.");
  await page.goBack();
  await expect(card(page)).toContainText(first.patientId);
  await expect.poll(() => lookOf(page)).toEqual(before);
});

test("Back and Forward bring no code back once its link has ended", async ({ page, sandbox }) => {
  await page.goto("/");
  const link = await makeLink(page, sandbox);
  await sandbox.expire(link.id);
  await expect(card(page).getByText("Ended", { exact: true })).toBeVisible();
  await expect(code(page)).toHaveCount(0);

  await page.goBack();
  await expect(card(page)).toHaveText("The QR code appears here.");
  const codes = await countCodes(page);
  await page.goForward();
  await expect(card(page).getByText("Ended", { exact: true })).toBeVisible();
  expect(await codes()).toBe(0);
  await page.reload();
  await expect(card(page).getByText("Ended", { exact: true })).toBeVisible();
  await expect(card(page)).not.toContainText(link.token);
});

/** The parts of a card that a reload must not change. */
async function lookOf(page: Page) {
  return {
    address: page.url(),
    words: await card(page).getByRole("heading", { level: 2 }).textContent(),
    tag: await card(page)
      .getByText(/^Screen tag/)
      .textContent(),
    code: await code(page).locator("path").getAttribute("d"),
    link: await card(page).getByText("http").textContent(),
  };
}

/** What was asked for when a link was made. */
function wishesOf({
  recommendedIds,
  returnUrl,
  buttonLabel,
  createdAt,
  expiresAt,
}: SandboxSession) {
  return { recommendedIds, returnUrl, buttonLabel, lifetimeMs: expiresAt - createdAt };
}

/** How many codes have been drawn from now on, however short. */
async function countCodes(page: Page): Promise<() => Promise<number>> {
  const drawn = await card(page).evaluateHandle((element) => {
    const found = { count: 0 };
    new MutationObserver(() => {
      if (element.querySelector("svg[role=img]")) found.count += 1;
    }).observe(element, { childList: true, subtree: true });
    return found;
  });
  return async () => (await drawn.jsonValue()).count;
}

/** What an element says from now on, in order. */
async function textsOf(element: Locator): Promise<() => Promise<string[]>> {
  const said = await element.evaluateHandle((node) => {
    const texts: string[] = [];
    new MutationObserver(() => texts.push(node.textContent ?? "")).observe(node, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    return texts;
  });
  return () => said.jsonValue();
}

/** A time of day as the desk writes it. */
function clockOf(ms: number): string {
  return new Date(ms).toLocaleTimeString("en-US", {
    timeZone,
    hour: "numeric",
    minute: "2-digit",
  });
}
