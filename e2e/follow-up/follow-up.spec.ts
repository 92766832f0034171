import type { Page } from "@playwright/test";
import {
  expectNoAxeViolations,
  expectNoAxeViolationsInEitherTheme,
} from "../support/accessibility";
import { expectLinkReady, pressCreate } from "../support/desk";
import { expect, newPatientId, test } from "../support/fixtures";
import { chips, sourceId } from "../support/hospitals";
import { card, makeLink, newestLink } from "../support/links";
import { turnOnLiveUpdates } from "../support/live-updates";
import { expectLargeTargets, expectNothingSideways } from "../support/reach";

function rowOf(page: Page, patientId: string) {
  return page
    .getByRole("list", { name: "Links" })
    .getByRole("listitem")
    .filter({ hasText: patientId });
}

/** The count in the navigation, which leads to the list. */
function count(page: Page) {
  return page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /help$/ });
}

/** Our address of the link whose card is open. */
const pathOf = (page: Page) => new URL(page.url()).pathname;

/** Until our server has heard how the link stands. */
async function expectState(page: Page, path: string, state: string) {
  const heard = async () => (await (await page.request.get(path)).json()).state;
  await expect.poll(heard).toBe(state);
}

test("what happened to a link is one sentence, with one act, and Done with a note for the next shift", async ({
  page,
  sandbox,
  startApp,
}) => {
  const mayo = await sourceId(page, "Mayo Clinic");
  const cleveland = await sourceId(page, "Cleveland Clinic");
  // One of its own: the count is of all links there.
  const app = await startApp();
  const patientId = newPatientId();
  await page.goto(app.url);
  await expect(count(page)).toHaveCount(0);
  const suggest = ["Mayo Clinic", "Cleveland Clinic"];
  const link = await makeLink(page, sandbox, { patientId, hospitals: { suggest } });
  const path = pathOf(page);
  await sandbox.outcome(link.id, { sourceId: mayo, status: "active" });
  const failureCode = "oauth_callback_failed";
  await sandbox.outcome(link.id, { sourceId: cleveland, status: "failed", failureCode });
  await sandbox.complete(link.id);
  await expectState(page, `${app.url}/api${path}`, "partly");

  await page.goto(`${app.url}/settings`);
  await expect(count(page)).toHaveAccessibleName("1 link needs help");
  await count(page).click();
  await expect(page.getByRole("radio", { name: /^Needs help/ })).toBeChecked();
  await page.getByRole("radio", { name: "All", exact: true }).check();
  await count(page).click();
  await expect(page.getByRole("radio", { name: /^Needs help/ })).toBeChecked();
  const row = rowOf(page, patientId);
  await expect(row).toContainText("The sign-in at Cleveland Clinic could not finish.");
  await expect(row).toContainText("Partly connected 1 of 2");
  const again = row.getByRole("link", { name: /^Reconnect Cleveland Clinic, / });
  await expect(again).toBeVisible();

  // Somebody looked after it, for now.
  await row.getByRole("button", { name: /^Done with / }).click();
  const dialog = page.getByRole("dialog", { name: /^Done with / });
  await expect(dialog.getByLabel("Note for the next shift")).toBeFocused();
  await expect(dialog).toContainText("No health details.");
  await expectNoAxeViolationsInEitherTheme(page);
  await dialog.getByLabel("Note for the next shift").fill("Calls back on Monday");
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(row).toContainText(/Done by Demo Clerk, .* Calls back on Monday/);
  await expect(row).not.toContainText("Needs help");
  await expect(count(page)).toHaveCount(0);
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoAxeViolations(page);
  await expectNothingSideways(page);
  await expectLargeTargets(page);
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto(app.url + path);
  await expect(card(page)).toContainText(/Done by Demo Clerk, .* Calls back on Monday/);

  await page.goto(`${app.url}/sessions`);
  await row.getByRole("button", { name: /^Not done yet/ }).click();
  await expect(row).toContainText("Needs help");
  await expect(row).not.toContainText("Calls back on Monday");
  await expect(count(page)).toHaveText(/^1/);

  // The act is a form for that hospital and no other; a new link ends the need for help.
  await again.click();
  await expect(page.getByRole("radio", { name: "Only this one." })).toBeChecked();
  await expect(chips(page)).toContainText("Cleveland Clinic");
  expect(new URL(page.url()).search).toBe(`?only=${cleveland}`);
  await pressCreate(page);
  await expectLinkReady(page, patientId);
  expect(await newestLink(sandbox, patientId)).toMatchObject({ directSourceId: cleveland });
  await page.goto(`${app.url}/sessions?show=help`);
  await expect(page.getByText("No link needs help.")).toBeVisible();
  await expect(count(page)).toHaveCount(0);
});

test("live updates tell at once of records that came, of those that did not, and of access that lapsed", async ({
  page,
  sandbox,
  startApp,
}) => {
  const mayo = await sourceId(page, "Mayo Clinic");
  const app = await startApp();
  await turnOnLiveUpdates(page, app.url);
  const patientId = newPatientId();
  await page.goto(app.url);
  const hospitals = { suggest: ["Mayo Clinic"] };
  const link = await makeLink(page, sandbox, { patientId, hospitals });
  const path = pathOf(page);
  await sandbox.outcome(link.id, { sourceId: mayo, status: "active" });
  await sandbox.complete(link.id);

  // The pull goes on by itself, here for two seconds.
  const records = async () =>
    (await (await page.request.get(`${app.url}/api${path}`)).json()).hospitals[0].records?.state;
  await expect.poll(records).toBe("arrived");
  await page.reload();
  const list = card(page).getByRole("region", { name: "Hospitals" });
  await expect(list).toContainText(/Records arrived \d+:\d\d [AP]M/);
  await expect(card(page).getByText("Records arrived from 1 hospital.")).toBeVisible();
  await page.goto(`${app.url}/sessions`);
  const row = rowOf(page, patientId);
  await expect(row).toContainText(/Records arrived, \w{3} \d+, \d+:\d\d/);
  await expect(count(page)).toHaveCount(0);

  const object = { patient_id: patientId, connection_id: mayo };
  await sandbox.sendEvent({ type: "records.sync.failed", object });
  await expect.poll(records).toBe("failed");
  await page.goto(`${app.url}/sessions?show=help`);
  await expect(row).toContainText("Records from Mayo Clinic did not arrive.");
  await expect(row.getByRole("link", { name: /^Reconnect Mayo Clinic/ })).toBeVisible();

  await sandbox.outcome(link.id, { sourceId: mayo, status: "refresh_failed" });
  await expectState(page, `${app.url}/api${path}`, "nothing");
  await page.goto(app.url + path);
  await expect(list).toContainText("It was connected, and the access ran out.");
  await expect(count(page)).toHaveAccessibleName("1 link needs help");
});

test("without live updates a lapse is heard of at the patient's page, and a hospital that failed can be left out", async ({
  page,
  sandbox,
}) => {
  const patientId = newPatientId();
  const mayo = await sourceId(page, "Mayo Clinic");
  await page.goto("/");
  const hospitals = { suggest: ["Mayo Clinic"] };
  const first = await makeLink(page, sandbox, { patientId, hospitals });
  const path = pathOf(page);
  await sandbox.outcome(first.id, { sourceId: mayo, status: "active" });
  await sandbox.complete(first.id);
  await expectState(page, `/api${path}`, "connected");
  await page.goto("/sessions");
  await expect(rowOf(page, patientId)).toContainText("Records are on the way");

  await sandbox.outcome(first.id, { sourceId: mayo, status: "refresh_failed" });
  await rowOf(page, patientId).locator("a[href^='/patients/']").click();
  await expect(page.getByText("Access lapsed")).toBeVisible();
  await expect(page.getByText(/^Checked \d+:\d\d [AP]M$/)).toBeVisible();
  await page.goto("/sessions?show=help");
  await expect(rowOf(page, patientId)).toContainText(
    "Mayo Clinic was connected, and the access ended.",
  );

  // One hospital failed and the other was not tried: the other is worth a try.
  const other = newPatientId();
  await page.goto("/");
  const suggest = ["Mayo Clinic", "Cleveland Clinic"];
  const second = await makeLink(page, sandbox, { patientId: other, hospitals: { suggest } });
  const secondPath = pathOf(page);
  const failureCode = "oauth_callback_failed";
  await sandbox.outcome(second.id, { sourceId: mayo, status: "failed", failureCode });
  await sandbox.complete(second.id);
  await expectState(page, `/api${secondPath}`, "nothing");
  await page.goto("/sessions?show=help");
  await rowOf(page, other)
    .getByRole("link", { name: /^Try without it \(Mayo Clinic\)/ })
    .click();
  await expect(chips(page)).toHaveText(/Cleveland Clinic/);
  await expect(page.getByLabel("Patient ID")).toHaveValue(other);
});
