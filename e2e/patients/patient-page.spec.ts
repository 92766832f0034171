import type { Page } from "@playwright/test";
import {
  expectNoAxeViolations,
  expectNoAxeViolationsInEitherTheme,
} from "../support/accessibility";
import { expectLinkReady, pressCreate } from "../support/desk";
import { expect, newPatientId, test } from "../support/fixtures";
import { sourceId } from "../support/hospitals";
import { card, makeLink, newestLink, toPatient } from "../support/links";
import { expectLargeTargets, expectNothingSideways } from "../support/reach";
import { foundIn, keptByBrowser, witness } from "../support/witness";

/** A part of the patient page, by its heading. */
function part(page: Page, name: "Hospitals" | "Links" | "What the desk did") {
  return page.getByRole("region", { name, exact: true });
}

/** What the page says of one hospital. */
function hospital(page: Page, name: string) {
  return part(page, "Hospitals")
    .getByRole("listitem")
    .filter({
      has: page.getByRole("heading", { name, exact: true }),
    });
}

/** From the card of a link to the page of its patient. */
async function openPatient(page: Page, name: string) {
  await toPatient(page).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

test("a patient's hospitals and links are seen in one place, and a lapsed hospital is one press away", async ({
  page,
  sandbox,
}) => {
  const patientId = newPatientId();
  const seen = witness(page);
  await page.goto("/");
  const first = await makeLink(page, sandbox, { patientId, name: "Planted Quell" });
  for (const [name, status, failureCode] of [
    ["Mayo Clinic", "failed", "access_denied"],
    ["Mayo Clinic", "active"],
    ["Cleveland Clinic", "active"],
    ["Cleveland Clinic", "refresh_failed"],
    ["Stanford Health Care", "failed", "access_denied"],
    ["Mass General Brigham", "failed", "oauth_callback_failed"],
  ] as const) {
    const outcome = { sourceId: await sourceId(page, name), status };
    await sandbox.outcome(first.id, failureCode ? { ...outcome, failureCode } : outcome);
  }
  await sandbox.complete(first.id);
  const elsewhere = await sandbox.createElsewhere(patientId);

  await openPatient(page, `Planted Quell ${patientId}`);
  await expect(hospital(page, "Mayo Clinic")).toContainText(
    /Connected since .*Before: Not connected/,
  );
  await expect(hospital(page, "Cleveland Clinic")).toContainText(
    /Access lapsed since .* The patient must sign in again\./,
  );
  await expect(hospital(page, "Stanford Health Care")).toContainText("The patient said no");
  await expect(hospital(page, "Mass General Brigham")).toContainText("sign-in could not finish");
  await expect(page.getByRole("button", { name: /^Reconnect / })).toHaveCount(3);
  const links = part(page, "Links").getByText(/^(Made|Pressed)/);
  await expect(links).toContainText(["Made outside Connect Desk", "Made by"]);
  await expect(part(page, "What the desk did")).toContainText(/looked at a patient.*made a link/);
  const patientPage = page.url();
  expect(new URL(patientPage).pathname).toMatch(/^\/patients\/[\w-]{43}$/);
  await expect(page).toHaveTitle("Patient – Connect Desk");

  await expectNoAxeViolationsInEitherTheme(page);
  const desktop = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoAxeViolations(page);
  await expectNothingSideways(page);
  await expectLargeTargets(page);
  if (desktop) await page.setViewportSize(desktop);

  // An open link is asked about with the form's own words, and used or not as staff say.
  await page.getByRole("button", { name: "Reconnect Cleveland Clinic" }).click();
  const question = hospital(page, "Cleveland Clinic").getByRole("alert");
  await expect(question).toContainText("Open link already exists");
  await expect(question.getByRole("link", { name: /^Use it/ })).toBeVisible();
  await sandbox.expire(elsewhere.id);
  await sandbox.fault({ on: "createSession", kind: "status", status: 401 });
  await page.getByRole("button", { name: "Reconnect Cleveland Clinic" }).click();
  await expect(question).toContainText("This clinic is not connected");
  await page.getByRole("button", { name: "Reconnect Cleveland Clinic" }).click();
  await expectLinkReady(page, patientId);
  await expect(card(page).getByRole("region", { name: "Hospitals" })).toContainText(
    "Cleveland Clinic: Waiting",
  );
  expect(await newestLink(sandbox, patientId)).toMatchObject({
    directSourceId: await sourceId(page, "Cleveland Clinic"),
    recommendedIds: null,
  });
  expect(await sandbox.sessionsOf(patientId)).toHaveLength(3);

  // Without Medblocks there is what this desk knew, and when.
  await sandbox.fault({ on: "*", kind: "status", status: 500, times: null, patientId });
  const answer = await page.goto(patientPage);
  expect(answer?.headers()["cache-control"]).toContain("no-store");
  const warning = page.getByRole("region", { name: "Medblocks" });
  await expect(warning).toContainText("Medblocks is not answering");
  await expect(warning).toContainText(/This is what we knew on \w+ \d+, \d+:\d\d/);
  await expect(hospital(page, "Mayo Clinic")).toContainText("Connected since");
  await expect(part(page, "Links").getByRole("link", { name: "Open link" })).toHaveCount(3);
  await expect(page.getByRole("button", { name: "Correct name or email" })).toHaveCount(0);
  await expectNoAxeViolationsInEitherTheme(page);

  const secrets = [patientId, "Planted Quell", first.token];
  expect(foundIn(seen.urls().join("\n"), secrets)).toEqual([]);
  expect(foundIn(await seen.requestHeaders(), secrets)).toEqual([]);
  expect(foundIn(await keptByBrowser(page), secrets)).toEqual([]);
});

test("a key that is not ours is no page, whatever it looks like", async ({ page }) => {
  for (const key of ["a".repeat(43), newPatientId(), "%00", "'%20or%201=1%20--"]) {
    for (const path of [`/patients/${key}`, `/patients/${key}/new-link`]) {
      const answer = await page.goto(path);
      expect(answer?.status(), path).toBe(404);
    }
  }
  await expect(page.getByRole("heading", { name: "We cannot find this patient" })).toBeVisible();
});

test("a name is corrected without clearing anything, once, and never over somebody else's change", async ({
  page,
  sandbox,
}) => {
  const patientId = newPatientId();
  const metadata = { plan: "premium" };
  const given = { patientId, name: "Maria Lopes", email: "maria@example.com", metadata };
  await sandbox.seedPatient(given);
  await page.goto("/");
  await makeLink(page, sandbox, { patientId, lifetime: "15 min" });
  const linkPage = page.url();
  await openPatient(page, "Maria Lopes");
  const form = page.getByRole("form", { name: "Correct name or email" });
  const problem = form.getByRole("alert");
  const save = () => form.getByRole("button", { name: "Save", exact: true }).click();

  await page.getByRole("button", { name: "Correct name or email" }).click();
  const name = form.getByLabel("Name", { exact: true });
  await expect(name).toBeFocused();
  await name.fill("");
  await save();
  await expect(problem.getByRole("link", { name: "Enter the name" })).toBeVisible();
  await expectNoAxeViolationsInEitherTheme(page);

  // Somebody else was quicker: nothing is sent until staff have seen that.
  await sandbox.seedPatient({ patientId, email: "new@example.com" });
  await name.fill("Maria Lopez");
  await save();
  await expect(problem).toContainText("Medblocks now has Maria Lopes, new@example.com");
  expect((await sandbox.calls()).counts.replacePatient).toBeUndefined();
  await form.getByLabel("Email").fill("new@example.com");

  // The press was lost on its way: it is looked for, and not sent again by itself.
  await sandbox.fault({ on: "replacePatient", kind: "drop-before" });
  await save();
  await expect(problem).toContainText("We do not know yet if it was changed");
  await expect(problem).toContainText("It was not changed", { timeout: 15_000 });
  expect(await sandbox.patient(patientId)).toMatchObject({ name: "Maria Lopes" });

  // The answer was lost and the work was done: that is found out, too.
  await sandbox.fault({ on: "replacePatient", kind: "drop-after" });
  await save();
  await expect(page.getByText("Saved. Medblocks has the new details.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Maria Lopez" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Correct name or email" })).toBeFocused();
  expect(await sandbox.patient(patientId)).toEqual({
    name: "Maria Lopez",
    email: "new@example.com",
  });
  expect(await sandbox.metadataOf(patientId)).toEqual(metadata);
  expect((await sandbox.calls()).counts.replacePatient).toBe(2);

  // A new link starts with the corrected details; no address has them.
  await page.getByRole("main").getByRole("link", { name: "New link" }).click();
  await expect(page.getByLabel("Patient ID")).toHaveValue(patientId);
  await expect(page.getByLabel("Name (optional)")).toHaveValue("Maria Lopez");
  await expect(page.getByLabel("Email (optional)")).toHaveValue("new@example.com");
  await expect(page.getByLabel("Patient ID")).not.toBeFocused();
  expect(foundIn(page.url(), [patientId, "Maria", "new@example.com"])).toEqual([]);
  await pressCreate(page);
  await expect(page.getByRole("heading", { name: "Open link already exists" })).toBeVisible();
  await page.getByRole("button", { name: "Make another" }).click();
  await expectLinkReady(page, patientId);
  expect(await sandbox.sessionsOf(patientId)).toHaveLength(2);

  await page.goto(linkPage);
  await expect(card(page)).toContainText(`Link ready for Maria Lopez ${patientId}`);
});
