import type { Page } from "@playwright/test";
import { expectNoAxeViolations } from "../support/accessibility";
import { enter, expectLinkReady, form, newLink, problem } from "../support/desk";
import { expect, newPatientId, test } from "../support/fixtures";
import { card, makeLink } from "../support/links";
import type { SandboxControl } from "../support/sandbox";

const someoneElse = "This ID belongs to someone else";
const openLink = "Open link already exists";

test.beforeEach(async ({ page }) => {
  await page.goto("/");
});

test("an ID that looks like a known one is asked about before anything is sent", async ({
  page,
  sandbox,
}) => {
  const patientId = newPatientId();
  await page.getByLabel("Name").fill("Dana Whitfield");
  await enter(page, patientId);
  await expectLinkReady(page, patientId);
  await page.keyboard.press("F2");

  await enter(page, `'${patientId}`);
  await expect(problem(page)).toContainText(
    new RegExp(`Looks like ${patientId} of Dana Whitfield, link open since \\d+ s\\. The same\\?`),
  );
  expect(await created(sandbox)).toBe(1);
  await expectNoAxeViolations(page);
  await choose(page, `Use ${patientId}`);
  await expect(problem(page).getByRole("heading", { name: openLink })).toBeFocused();
  await expect(page.getByLabel("Patient ID")).toHaveValue(patientId);
});

test.describe("the API knows this ID as Maria Lopez", () => {
  let patientId = "";

  test.beforeEach(async ({ page, sandbox }) => {
    patientId = newPatientId();
    await sandbox.seedPatient({ patientId, name: "Maria Lopez" });
    await page.getByLabel("Name").fill("Mario Lopes");
    await page.getByLabel("Email").fill("mario@example.com");
    await enter(page, patientId);
    await expect(problem(page).getByRole("heading", { name: someoneElse })).toBeFocused();
    await expect(problem(page)).toContainText(
      `${patientId} is Maria Lopez in Medblocks. You typed Mario Lopes, mario@example.com. ` +
        "Creating would change the details of that patient. Nothing was sent.",
    );
    // Nothing failed, so there is nothing to quote to support.
    await expect(problem(page)).not.toContainText("Reference");
    expect(await created(sandbox)).toBe(0);
  });

  test("Use Maria Lopez keeps her name", async ({ page, sandbox }) => {
    await choose(page, "Use Maria Lopez");
    await expectLinkReady(page, patientId);
    await expect(card(page)).toContainText("Link ready for Maria Lopez");
    expect((await sandbox.patient(patientId)).name).toBe("Maria Lopez");
    expect(await created(sandbox)).toBe(1);
  });

  test("the same person gets the new name", async ({ page, sandbox }) => {
    await choose(page, "It is the same person, change the name");
    await expectLinkReady(page, patientId);
    await expect(card(page)).toContainText("Link ready for Mario Lopes");
    expect(await sandbox.patient(patientId)).toEqual({
      name: "Mario Lopes",
      email: "mario@example.com",
    });
  });

  test("Change the ID leads back to it, and keeps what was typed", async ({ page, sandbox }) => {
    await choose(page, "Change the ID");
    await expect(page.getByLabel("Patient ID")).toBeFocused();
    await expect(problem(page)).toHaveCount(0);
    await expect(page.getByLabel("Name")).toHaveValue("Mario Lopes");

    // The old ID is selected: typing takes its place.
    const right = newPatientId();
    await page.keyboard.type(`${right}\n`, { delay: 60 });
    await expectLinkReady(page, right);
    expect((await sandbox.patient(right)).name).toBe("Mario Lopes");
    expect((await sandbox.patient(patientId)).name).toBe("Maria Lopez");
  });

  test("a yes does not count for what has changed since", async ({ page, sandbox }) => {
    await sandbox.seedPatient({ patientId, name: "Martha Lopez" });
    await choose(page, "It is the same person, change the name");
    await expect(problem(page)).toContainText("is Martha Lopez in Medblocks");

    // Nor for another patient whose ID was typed meanwhile.
    const other = newPatientId();
    await sandbox.seedPatient({ patientId: other, name: "Martha Lopez" });
    await page.getByLabel("Patient ID").fill(other);
    await choose(page, "It is the same person, change the name");
    await expect(problem(page)).toContainText(`${other} is Martha Lopez in Medblocks`);
    expect(await created(sandbox)).toBe(0);
  });
});

test("letter case, spaces and accents make no other person", async ({ page, sandbox }) => {
  const patientId = newPatientId();
  const stored = { name: "María  López-Núñez", email: "Maria@Example.com" };
  await sandbox.seedPatient({ patientId, ...stored });
  await page.getByLabel("Name").fill("maria lopez-nunez");
  await page.getByLabel("Email").fill("maria@example.com");
  await enter(page, patientId);
  await expectLinkReady(page, patientId);
  expect(await sandbox.patient(patientId)).toEqual(stored);
});

test("another email alone is asked about, and named", async ({ page, sandbox }) => {
  const patientId = newPatientId();
  await sandbox.seedPatient({ patientId, name: "Maria Lopez", email: "old@example.com" });
  await page.getByLabel("Email").fill("new@example.com");
  await enter(page, patientId);
  await expect(problem(page)).toContainText("Maria Lopez, old@example.com in Medblocks");
  expect(await created(sandbox)).toBe(0);

  await choose(page, "It is the same person, change the email");
  await expectLinkReady(page, patientId);
  expect(await sandbox.patient(patientId)).toEqual({
    name: "Maria Lopez",
    email: "new@example.com",
  });
});

test("what was not stored is no difference, and what was not typed is kept", async ({
  page,
  sandbox,
}) => {
  const patientId = newPatientId();
  await sandbox.seedPatient({ patientId, name: "Maria Lopez" });
  await page.getByLabel("Email").fill("maria@example.com");
  await enter(page, patientId);
  await expectLinkReady(page, patientId);
  await expect(card(page)).toContainText("Link ready for Maria Lopez");
  expect(await sandbox.patient(patientId)).toEqual({
    name: "Maria Lopez",
    email: "maria@example.com",
  });
});

test("a link that still works is offered before another is made", async ({ page, sandbox }) => {
  const patientId = newPatientId();
  const first = await makeLink(page, sandbox, { patientId });
  const tag = await card(page).getByText("Screen tag").locator("strong").textContent();
  await newLink(page);
  await enter(page, patientId);
  await expect(problem(page).getByRole("heading", { name: openLink })).toBeFocused();
  await expect(problem(page)).toContainText("No second link was made. Your entries are kept.");
  await expect(page.getByLabel("Patient ID")).toHaveValue(patientId);
  expect(await created(sandbox)).toBe(1);

  await problem(page)
    .getByRole("link", { name: `Use it (${tag}, until ` })
    .click();
  await expectLinkReady(page, patientId);
  await expect(card(page)).toContainText(first.url);
  expect(await sandbox.sessionsOf(patientId)).toHaveLength(1);

  await newLink(page);
  await enter(page, patientId);
  await choose(page, "Make another");
  await expectLinkReady(page, patientId);
  await expect(card(page)).not.toContainText(first.url);
  expect(await sandbox.sessionsOf(patientId)).toHaveLength(2);
});

test("a link that another program made is offered as well", async ({ page, sandbox }) => {
  const patientId = newPatientId();
  const link = await sandbox.createElsewhere(patientId);
  await enter(page, patientId);
  await problem(page)
    .getByRole("link", { name: /^Use it \(/ })
    .click();
  await expectLinkReady(page, patientId);
  await expect(card(page)).toContainText(link.url);
});

test("both questions are asked once each, and both answers count", async ({ page, sandbox }) => {
  const patientId = newPatientId();
  await makeLink(page, sandbox, { patientId, name: "Maria Lopez" });
  await newLink(page);
  await page.getByLabel("Name").fill("Maria Lopez-Brown");
  await enter(page, patientId);
  await choose(page, "It is the same person, change the name");
  await expect(problem(page).getByRole("heading", { name: openLink })).toBeFocused();
  await choose(page, "Make another");
  await expectLinkReady(page, patientId);
  expect((await sandbox.patient(patientId)).name).toBe("Maria Lopez-Brown");
  expect(await sandbox.sessionsOf(patientId)).toHaveLength(2);
});

test("an ended link is in nobody's way", async ({ page, sandbox }) => {
  const patientId = newPatientId();
  const ended = await makeLink(page, sandbox, { patientId });
  await sandbox.expire(ended.id);
  await newLink(page);
  await enter(page, patientId);
  await expectLinkReady(page, patientId);
  await expect(card(page)).not.toContainText(ended.url);
});

async function choose(page: Page, name: string) {
  await form(page).getByRole("button", { name }).click();
}

/** How often the API was asked to create. */
async function created(sandbox: SandboxControl): Promise<number> {
  return (await sandbox.calls()).counts.createSession ?? 0;
}
