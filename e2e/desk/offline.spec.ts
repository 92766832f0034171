import type { Page } from "@playwright/test";
import { expectNoAxeViolations } from "../support/accessibility";
import {
  countPosts,
  expectLinkReady,
  form,
  pressCreate,
  problem,
  takeTheClock,
} from "../support/desk";
import { entries } from "../support/entries";
import { expect, newPatientId, test } from "../support/fixtures";
import { add, picker } from "../support/hospitals";
import { card, code, makeLink } from "../support/links";

const noConnection = (page: Page) =>
  form(page).locator("xpath=..").getByText("No connection. Your entries are safe here.");

test("without a network the desk keeps what it has, and sends nothing by itself later", async ({
  page,
  context,
  sandbox,
}) => {
  await takeTheClock(page);
  await page.goto("/");
  await form(page).getByRole("radio", { name: "Other", exact: true }).check();
  await form(page).getByLabel("How long the link works").fill("1");
  await form(page).getByLabel("Unit of time").selectOption("minutes");
  await makeLink(page, sandbox);
  const patientId = newPatientId();
  await page.getByLabel("Patient ID").fill(patientId);
  await page.getByLabel("Name (optional)").fill("Ann Lee");
  await add(page, "Mayo Clinic");
  const typed = await entries(page);
  await expect(noConnection(page)).toHaveCount(0);
  const posts = countPosts(page);

  await context.setOffline(true);
  await expect(noConnection(page)).toBeVisible();
  await expect(card(page).getByText(/^Shown as of .*\. Status may be old\.$/)).toBeVisible();
  await expect(code(page)).toBeVisible();
  await expectNoAxeViolations(page);
  await picker(page).fill("cleve");
  await expect(form(page).getByText("The list did not load.").first()).toBeVisible();
  await picker(page).fill("");

  await pressCreate(page);
  await expect(problem(page).getByRole("heading", { name: "No connection" })).toBeFocused();
  await expect(problem(page)).toContainText("No link was made. Your entries are safe");
  expect(await entries(page)).toEqual(typed);

  // The code stays until the end of its link, which needs no network to come.
  await expect(code(page)).toBeVisible();
  await page.clock.fastForward("01:01");
  await expect(code(page)).toHaveCount(0);
  await expect(card(page).getByRole("button", { name: "New link, same details" })).toBeVisible();

  await context.setOffline(false);
  await expect(noConnection(page)).toHaveCount(0);
  await page.clock.fastForward("00:30");
  expect(await entries(page)).toEqual(typed);
  expect(posts()).toBe(0);
  expect(await sandbox.sessionsOf(patientId)).toEqual([]);

  await problem(page).getByRole("button", { name: "Try again" }).click();
  await expectLinkReady(page, patientId);
  expect(await sandbox.sessionsOf(patientId)).toHaveLength(1);
});

test("a server that does not answer is no connection either", async ({
  page,
  sandbox,
  startApp,
}) => {
  const env = { DESK_SECRET: "" };
  const app = await startApp({ env });
  await page.goto(app.url);
  await makeLink(page, sandbox);
  const patientId = newPatientId();
  await page.getByLabel("Patient ID").fill(patientId);

  await app.crash();
  await expect(noConnection(page)).toBeVisible();
  await expect(card(page).getByText(/^Shown as of .*\. Status may be old\.$/)).toBeVisible();
  await expect(code(page)).toBeVisible();
  await pressCreate(page);
  await expect(problem(page)).toContainText("No link was made. Your entries are safe");
  await expect(code(page)).toBeVisible();

  const again = { ...env, PORT: new URL(app.url).port, DATA_DIR: app.dataDir };
  await startApp({ env: again, signIn: false });
  await expect(noConnection(page)).toHaveCount(0);
  await expect(card(page).getByText(/^Checked at /)).toBeVisible();
  await expect(page.getByLabel("Patient ID")).toHaveValue(patientId);
  expect(await sandbox.sessionsOf(patientId)).toEqual([]);
});

test("with the API down a press makes nothing, now or later", async ({ page, sandbox }) => {
  await page.goto("/");
  await makeLink(page, sandbox);
  const patientId = newPatientId();
  await page.getByLabel("Patient ID").fill(patientId);
  const typed = await entries(page);

  await sandbox.fault({ on: "*", kind: "drop-before", times: null });
  await expect(card(page).getByText(/^Shown as of .*\. Status may be old\.$/)).toBeVisible();
  await expect(code(page)).toBeVisible();
  await pressCreate(page);
  await expect(problem(page)).toContainText("No link was made.", { timeout: 20_000 });
  expect(await entries(page)).toEqual(typed);

  await sandbox.clearFaults();
  await page.goBack();
  await expect(card(page).getByText(/^Checked at \d+:\d\d [AP]M$/)).toBeVisible();
  expect(await sandbox.sessionsOf(patientId)).toEqual([]);
});
