import type { Page } from "@playwright/test";
import {
  expectNoAxeViolations,
  expectNoAxeViolationsInEitherTheme,
} from "../support/accessibility";
import { expectLinkReady, pressCreate } from "../support/desk";
import { expect, newPatientId, test } from "../support/fixtures";
import { chips, sourceId } from "../support/hospitals";
import { card, makeLink, newestLink, toPatient } from "../support/links";
import { expectLargeTargets, expectNothingSideways } from "../support/reach";
import { foundIn, witness } from "../support/witness";

/** The first step of the way out. */
function stop(page: Page) {
  return page.getByRole("region", { name: "1. Stop what is wrong" });
}

/** Presses Disconnect, and says so again when asked. */
async function disconnect(page: Page, name: string) {
  await stop(page)
    .getByRole("button", { name: `Disconnect ${name}` })
    .click();
  const dialog = page.getByRole("dialog", { name: `Disconnect ${name}?` });
  await dialog.getByRole("button", { name: "Disconnect", exact: true }).click();
  await expect(dialog).toBeHidden();
}

test("the wrong hospital is disconnected, which is looked up and not guessed, and the right one gets a link of its own", async ({
  page,
  sandbox,
}) => {
  const patientId = newPatientId();
  const seen = witness(page);
  await page.goto("/");
  const link = await makeLink(page, sandbox, { patientId, name: "Planted Quell" });
  for (const name of ["Mayo Clinic", "Stanford Health Care"]) {
    await sandbox.outcome(link.id, { sourceId: await sourceId(page, name), status: "active" });
  }
  await card(page).getByRole("link", { name: "Something is wrong?" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Something is wrong" })).toBeVisible();
  await expectNoAxeViolations(page);
  await page.getByRole("link", { name: "Wrong hospital" }).click();
  await expect(stop(page)).toContainText(/This link works until .* and cannot be stopped before/);
  await expect(stop(page)).toContainText(/Mayo Clinic: connected since/);
  await expect(stop(page)).toContainText(/Checked \w{3} \d+, \d+:\d\d/);
  await expectNoAxeViolationsInEitherTheme(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNothingSideways(page);
  await expectLargeTargets(page);
  await page.setViewportSize({ width: 1280, height: 720 });

  // The press never arrived: nothing is claimed, and another look finds it as it is.
  await sandbox.fault({ on: "disconnectPatientConnection", kind: "drop-after" });
  await disconnect(page, "Mayo Clinic");
  await expect(stop(page)).toContainText(
    "Mayo Clinic is disconnected. No new records come from it.",
  );
  await expect(stop(page)).toContainText("Mayo Clinic: not connected any more");
  await sandbox.fault({ on: "disconnectPatientConnection", kind: "drop-before" });
  await disconnect(page, "Stanford Health Care");
  await expect(stop(page)).toContainText(
    "We do not know yet if Stanford Health Care was disconnected.",
  );
  await disconnect(page, "Stanford Health Care");
  await expect(stop(page)).toContainText("Stanford Health Care is disconnected.");
  await expect(stop(page).getByRole("button", { name: /^Disconnect/ })).toHaveCount(0);

  const right = page.getByRole("combobox", { name: "Choose the right hospital" });
  await right.fill("Cleveland Clinic");
  await page.getByRole("option", { name: "Cleveland Clinic" }).click();
  await page.getByRole("link", { name: "New link for this hospital" }).click();
  await expect(chips(page)).toContainText("Cleveland Clinic");
  await pressCreate(page);
  await page.getByRole("button", { name: "Make another" }).click();
  await expectLinkReady(page, patientId);
  expect(await newestLink(sandbox, patientId)).toMatchObject({
    directSourceId: await sourceId(page, "Cleveland Clinic"),
  });
  await toPatient(page).click();
  await expect(page.getByRole("region", { name: "What the desk did" })).toContainText(
    "disconnected a hospital",
  );
  expect(foundIn(seen.urls().join("\n"), [patientId, "Planted Quell", link.token])).toEqual([]);
});

test("where Medblocks has no such call the way out says what remains, and a wrong person gets an empty form", async ({
  page,
  sandbox,
}) => {
  await sandbox.reset({ disconnect: false });
  const patientId = newPatientId();
  await page.goto("/");
  const link = await makeLink(page, sandbox, { patientId });
  const mayo = await sourceId(page, "Mayo Clinic");
  await sandbox.outcome(link.id, { sourceId: mayo, status: "active" });
  await sandbox.complete(link.id);

  await page.goto(`${new URL(page.url()).pathname}/way-out?what=person`);
  await disconnect(page, "Mayo Clinic");
  await expect(stop(page)).toContainText(
    "Mayo Clinic cannot be disconnected from here. It is still connected.",
  );
  await expect(stop(page)).toContainText("The patient can take back the access");
  await expect(stop(page)).toContainText("Records that arrived already are not taken back.");
  await expect(stop(page).getByRole("button", { name: /^Disconnect/ })).toHaveCount(0);
  await expectNoAxeViolations(page);

  // Medblocks is down: what was known last stays, and says so.
  await sandbox.fault({ on: "getSession", kind: "status", status: 500, times: null });
  await page.reload();
  await expect(stop(page)).toContainText(/As of .*\. Medblocks cannot be reached\./);

  await page.getByRole("link", { name: "New link for the right person" }).click();
  await expect(page.getByLabel("Patient ID")).toHaveValue("");
  expect((await page.request.get("/sessions/nowhere/way-out")).status()).toBe(404);
});

test("the way out is asked for anew on Back", async ({ page, sandbox }) => {
  await page.goto("/");
  const link = await makeLink(page, sandbox);
  const mayo = await sourceId(page, "Mayo Clinic");
  await page.goto(`${new URL(page.url()).pathname}/way-out?what=hospital`);
  await expect(stop(page)).toContainText("No hospital is connected through this link.");
  await page.getByRole("link", { name: "Back to the link" }).click();
  await expectLinkReady(page, link.patientId);
  await sandbox.outcome(link.id, { sourceId: mayo, status: "active" });
  await page.goBack();
  await expect(stop(page)).toContainText("Mayo Clinic: connected");
});
