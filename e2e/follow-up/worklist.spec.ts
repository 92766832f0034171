import type { Page } from "@playwright/test";
import {
  expectNoAxeViolations,
  expectNoAxeViolationsInEitherTheme,
} from "../support/accessibility";
import { catchCreate } from "../support/action";
import { tamper } from "../support/database";
import { expectLinkReady, takeTheClock } from "../support/desk";
import { expect, newPatientId, test } from "../support/fixtures";
import { card, makeLink } from "../support/links";
import { foundIn, keptByBrowser, witness } from "../support/witness";

const dayMs = 24 * 60 * 60_000;

/** The links that are listed. */
function rows(page: Page) {
  return page.getByRole("list", { name: "Links" }).getByRole("listitem");
}

function rowOf(page: Page, patientId: string) {
  return rows(page).filter({ hasText: patientId });
}

/** That the list could not be read. */
function notice(page: Page) {
  return page.getByRole("main").getByRole("alert");
}

async function find(page: Page, text: string) {
  await page.getByLabel("Find a link").fill(text);
  await page.keyboard.press("Enter");
}

function radio(page: Page, label: RegExp | string) {
  return page.getByRole("radio", { name: label, exact: typeof label === "string" });
}

async function choose(page: Page, label: RegExp | string) {
  await radio(page, label).check();
}

test("yesterday's link is found by name, ID or tag, and nothing that was typed gets into an address", async ({
  page,
  sandbox,
  app,
}) => {
  const patientId = newPatientId();
  const name = `Zoë ${patientId.replace(/\W/g, "")} Quellfeder`;
  await page.goto("/");
  await makeLink(page, sandbox, { patientId, name });
  const tag = (await card(page).getByText("Screen tag").locator("strong").textContent()) ?? "";
  const id = new URL(page.url()).pathname.replace("/sessions/", "");
  const yesterday = new Date(Date.now() - dayMs).toISOString();
  tamper(app.dataDir, "update sessions set created_at = ? where id = ?", yesterday, id);
  tamper(
    app.dataDir,
    "update session_words set created_at = ? where session_id = ?",
    yesterday,
    id,
  );

  const seen = witness(page);
  await page.getByRole("link", { name: "Links", exact: true }).click();
  await expect(page.getByLabel("Find a link")).toBeFocused();
  await expect(page).toHaveTitle("Links – Connect Desk");
  await expect(radio(page, "Today")).toBeChecked();
  await expect(rowOf(page, patientId)).toHaveCount(0);

  // The whole of the work: a word of the name, and Enter.
  await page.keyboard.type("quellfeder", { delay: 60 });
  await page.keyboard.press("Enter");
  await expect(rowOf(page, patientId)).toContainText("Waiting for patient");
  await expect(rowOf(page, patientId)).toContainText(name);
  await expect(rowOf(page, patientId)).toContainText(/Works until .*by \w+.*Checked \d+:\d\d/);
  await expect(radio(page, "All")).toBeChecked();

  for (const text of [
    patientId.toLowerCase(),
    ` ${patientId} `,
    tag.toUpperCase(),
    `quellfeder zoe`,
  ]) {
    await find(page, "nobody-has-this");
    await expect(page.getByText("No link was found.")).toBeVisible();
    await find(page, text);
    await expect(rowOf(page, patientId)).toHaveCount(1);
  }
  // No word of anybody else's either, whatever the tests before made here.
  await find(page, "Quellfed");
  await expect(page.getByText("whole words of the name, or the screen tag.")).toBeVisible();
  await page.getByRole("button", { name: "Clear search" }).click();
  await expect(radio(page, "Today")).toBeChecked();
  await expect(page.getByLabel("Find a link")).toBeFocused();

  const secrets = [patientId, "Quellfeder", "nobody-has-this"];
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/sessions");
  expect(foundIn(seen.urls().join("\n"), secrets)).toEqual([]);
  expect(foundIn(await seen.requestHeaders(), secrets)).toEqual([]);
  expect(foundIn(await keptByBrowser(page), secrets)).toEqual([]);
  expect(foundIn(app.log(), secrets)).toEqual([]);
  expect(seen.said).toEqual([]);
});

test("each row offers the one act that makes sense, and a new link ends the need for help", async ({
  page,
  context,
  sandbox,
  app,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const patientId = newPatientId();
  await page.goto("/");
  const link = await makeLink(page, sandbox, {
    patientId,
    name: "Maria Lopez",
    hospitals: { suggest: ["Mayo Clinic"] },
  });
  const path = new URL(page.url()).pathname;

  await page.goto("/sessions");
  const row = rowOf(page, patientId);
  await row.getByRole("button", { name: "Copy" }).click();
  await expect(row.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link.url);
  await row.getByRole("link", { name: "Show" }).click();
  await expectLinkReady(page, patientId);

  await sandbox.complete(link.id);
  const state = async () => (await (await page.request.get(`/api${path}`)).json()).state;
  await expect.poll(state).toBe("nothing");
  await page.goto("/sessions");
  await expect(row).toContainText("Finished, nothing connected");
  await expect(row).toContainText("Needs help");
  await expect(row).toContainText("The patient finished without a sign-in at a hospital.");
  await expect(row).toContainText(/Checked \w{3} \d+, \d+:\d\d [AP]M/);
  await expect(row.getByRole("button", { name: "Copy" })).toHaveCount(0);
  await choose(page, "Waiting");
  await expect(row).toHaveCount(0);
  await choose(page, /^Needs help \(\d+ today\)$/);
  await expect(row).toHaveCount(1);
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoAxeViolations(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await page.setViewportSize({ width: 1280, height: 720 });
  await expectNoAxeViolationsInEitherTheme(page);

  // The details come in the page; the address has our own id only.
  await row.getByRole("link", { name: /^New link/ }).click();
  await expect(page).toHaveURL(`${app.url}${path}/new-link`);
  await expect(page.getByLabel("Patient ID")).toHaveValue(patientId);
  await expect(page.getByLabel("Name (optional)")).toHaveValue("Maria Lopez");
  await page.getByRole("button", { name: "Create link" }).click();
  await expectLinkReady(page, patientId);
  expect(await sandbox.sessionsOf(patientId)).toHaveLength(2);

  await page.goto("/sessions");
  await expect(row).toHaveCount(2);
  await choose(page, /^Needs help/);
  await expect(row).toHaveCount(0);
  await choose(page, "Mine");
  await choose(page, "Waiting");
  await expect(row).toHaveCount(1);
  const others = "update sessions set staff_id = 'somebody-else' where upstream_id = ?";
  for (const { id } of await sandbox.sessionsOf(patientId)) tamper(app.dataDir, others, id);
  await page.reload();
  await expect(row).toHaveCount(2);
  await choose(page, "Mine");
  await expect(row).toHaveCount(0);
  for (const unknown of ["nowhere", `${path}x`.slice(10)]) {
    expect((await page.request.post(`/api/sessions/${unknown}/link`)).status()).toBe(404);
  }
});

test("rows keep their place while they change, new ones wait to be shown, older ones come by page", async ({
  page,
  sandbox,
}) => {
  const create = await catchCreate(page);
  for (let made = 0; made < 52; made += 1) {
    await page.request.post("/", { headers: create.headers, data: create.bodyWith() });
  }
  await takeTheClock(page);
  await page.goto("/sessions");
  await expect(rows(page)).toHaveCount(50);
  await page.getByRole("button", { name: "Older links" }).click();
  await expect.poll(() => rows(page).count()).toBeGreaterThan(52);
  await expect(rows(page).nth(50)).toBeFocused();
  const order = await rows(page).allTextContents();
  const ids = await rows(page)
    .locator("a[href^='/sessions/']")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")?.split("/")[2]));
  expect(ids).toHaveLength(order.length);
  expect(new Set(ids).size).toBe(order.length);

  // Somewhere else a patient is done and a colleague makes a link.
  const [newest = ""] = order;
  const patientId = /MRN-\w{8}/.exec(newest)?.[0] ?? "";
  const [session] = await sandbox.sessionsOf(patientId);
  await sandbox.complete(session?.id ?? "");
  const show = await rows(page).first().getByRole("link", { name: "Show" }).getAttribute("href");
  const state = async () => (await (await page.request.get(`/api${show}`)).json()).state;
  await expect.poll(state).toBe("nothing");
  await page.request.post("/", {
    headers: create.headers,
    data: create.bodyWith({ patientId: "MRN-new-one" }),
  });
  const place = () =>
    rows(page)
      .nth(1)
      .evaluate(({ offsetTop }: HTMLElement) => offsetTop);
  const before = await place();
  await page.clock.fastForward(10_500);
  await expect(page.getByText("1 change", { exact: false })).toBeVisible();
  await expect(rows(page).first()).toContainText("Finished, nothing connected");
  expect(await place()).toBe(before);
  await expect(rowOf(page, "MRN-new-one")).toHaveCount(0);
  await page.getByRole("button", { name: "Show changes" }).click();
  await expect(rows(page).first()).toContainText("MRN-new-one");
  await expect(rows(page).first()).toBeFocused();
  await expect(page.getByText("1 change", { exact: false })).toHaveCount(0);

  // Medblocks is down: the list is ours. This server is down: what it said stays.
  await sandbox.fault({ on: "*", kind: "drop-before", times: null });
  const ours = page.waitForResponse("**/api/sessions/changes");
  await page.clock.fastForward(10_500);
  await (await ours).finished();
  await expect(notice(page)).toHaveCount(0);
  await page.route("**/api/sessions{,/changes}", (route) => route.abort());
  // The next look begins when the one before is answered, which takes real time.
  await expect(async () => {
    await page.clock.fastForward(10_500);
    await expect(notice(page)).toContainText(
      /The list could not be read\. Last updated \d+:\d\d [AP]M\./,
      { timeout: 1_000 },
    );
  }).toPass();
  await expect(rows(page).first()).toContainText("MRN-new-one");
  await page.unroute("**/api/sessions{,/changes}");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(notice(page)).toHaveCount(0);
});

test("the first look says when it takes long, when it fails, and when there is nothing", async ({
  page,
}) => {
  let answer: "late" | "none" | "empty" = "late";
  let go = () => {};
  const waiting = new Promise<void>((resolve) => {
    go = resolve;
  });
  const empty = { rows: [], older: null, helpToday: 0, serverNow: new Date().toISOString() };
  await page.route("**/api/sessions", async (route) => {
    if (answer === "late") await waiting;
    if (answer === "none") return route.abort();
    return route.fulfill({ json: empty });
  });
  await page.goto("/sessions");
  await expect(page.getByText("Reading the list…")).toBeVisible();
  answer = "none";
  go();
  await expect(notice(page)).toHaveText(/^The list could not be read\. ?Try again$/);
  await expectNoAxeViolationsInEitherTheme(page);
  answer = "empty";
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("No links yet today.")).toBeVisible();
  await expect(notice(page)).toHaveCount(0);
  await choose(page, "Mine");
  await expect(page.getByText("You made no links yet today.")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "New link" }).click();
  await expect(page.getByLabel("Patient ID")).toBeFocused();
});
