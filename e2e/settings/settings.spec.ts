import type { Page } from "@playwright/test";
import { expectNoAxeViolationsInEitherTheme } from "../support/accessibility";
import { newColleague, newPerson } from "../support/accounts";
import { listen } from "../support/announcements";
import { form } from "../support/desk";
import { expect, test } from "../support/fixtures";
import { add, chips, sourceId } from "../support/hospitals";
import { card, makeLink } from "../support/links";
import { expectLargeTargets, expectNothingSideways } from "../support/reach";

const clinic = (page: Page) => page.getByRole("form", { name: "Clinic" });

/** An app of its own, as what is saved stays, with nothing set on the server. */
const nothingSet = { env: { CLINIC_NAME: "" } };

test("what an administrator saves is what the next link begins with and is made of", async ({
  page,
  phone,
  sandbox,
  startApp,
}) => {
  const [mayo, duke] = [await sourceId(page, "Mayo Clinic"), await sourceId(page, "Duke Health")];
  const app = await startApp(nothingSet);
  await page.goto(`${app.url}/settings`);
  await clinic(page).getByLabel("Clinic name").fill("Lakeside Practice");
  await clinic(page).getByLabel("Phone for patients").fill("555-0100");
  await clinic(page).getByLabel("Return page").fill("https://lakeside.example/thanks");
  await clinic(page).getByLabel("Button label").fill("Lakeside");
  await clinic(page).getByLabel("Ask the patient").fill("What is your date of birth?");
  await clinic(page).getByRole("radio", { name: "4 hours", exact: true }).check();
  await add(page, "Mayo Clinic");
  await add(page, "Duke Health");
  const heard = await listen(clinic(page));
  const up = clinic(page).getByRole("button", { name: "Move up Duke Health" });
  await up.press("Enter");
  await expect(chips(page)).toHaveText([/Duke Health/, /Mayo Clinic/]);
  await expect(up).toBeFocused();
  expect(await heard()).toContain("Duke Health is now number 1 of 2 hospitals.");
  await save(
    page,
    "Saved: Clinic name, Phone for patients, Return page, Button label, Suggested hospitals, Link works for, and Ask the patient.",
  );
  await expect(page.getByRole("banner")).toContainText("Lakeside Practice");
  await save(page, "Nothing to save: it was like this before.");

  await page.goto(app.url);
  await expect(chips(page)).toHaveText([/Duke Health/, /Mayo Clinic/]);
  await expect(form(page).getByRole("radio", { name: "4 hours", exact: true })).toBeChecked();
  const link = await makeLink(page, sandbox);
  expect(link).toMatchObject({
    recommendedIds: [duke, mayo],
    returnUrl: "https://lakeside.example/thanks",
    buttonLabel: "Lakeside",
  });
  expect(link.expiresAt - link.createdAt).toBe(4 * 3_600_000);
  await expect(card(page)).toContainText("Ask: “What is your date of birth?”");
  await expect(card(page).getByText("Call 555-0100")).toBeHidden();
  await page.emulateMedia({ media: "print" });
  await expect(card(page).getByText("Need help? Call 555-0100.")).toBeVisible();
  await page.emulateMedia({ media: "screen" });
  await phone.goto(`${app.url}/done`);
  await expect(phone.getByText("Lakeside Practice")).toBeVisible();

  // Only one hospital: with one in the list, the desk has nothing left to choose.
  await page.goto(`${app.url}/settings`);
  await clinic(page).getByRole("button", { name: "Remove Mayo Clinic" }).click();
  await expect(clinic(page).getByRole("button", { name: "Undo: put Mayo" })).toBeFocused();
  await clinic(page).getByRole("radio", { name: "Only one hospital" }).check();
  await save(page, "Saved: New links begin with and Suggested hospitals.");
  await page.goto(app.url);
  await expect(form(page).getByRole("radio", { name: "Only this one." })).toBeChecked();
  await expect(chips(page)).toHaveText([/Duke Health/]);
  expect((await makeLink(page, sandbox)).directSourceId).toBe(duke);
});

test("a mistake is told at its field and nothing is saved; two people lose nothing", async ({
  page,
  context,
  browser,
  startApp,
}) => {
  const app = await startApp(nothingSet);
  await page.goto(`${app.url}/settings`);
  const colleague = await context.newPage();
  await colleague.goto(`${app.url}/settings`);

  await clinic(page).getByLabel("Try a scan").fill("'shlink:/abcdef");
  await expect(clinic(page).getByText("This is the patient's own health card")).toBeVisible();
  await clinic(page).getByLabel("Try a scan").fill("]C1 1001");
  await expect(clinic(page).getByText("Read as 1001.")).toBeVisible();
  await clinic(page).getByLabel("Clinic name").fill(" ");
  await clinic(page).getByLabel("Return page").fill("http://lakeside.example");
  await clinic(page).getByLabel("Keep links for (days)").fill("never");
  for (const box of await clinic(page).getByRole("checkbox", { checked: true }).all()) {
    await box.uncheck();
  }
  await clinic(page).getByRole("button", { name: "Save" }).click();
  const alert = clinic(page).getByRole("alert");
  await expect(alert.getByRole("heading", { name: "There is a problem" })).toBeFocused();
  await expect(alert.getByRole("link")).toHaveText([
    "Enter the clinic's name",
    "Return page must start with https://",
    "Choose one language or more",
    "Enter a whole number of days from 1 to 3650",
  ]);
  await alert.getByRole("link", { name: "Choose one language or more" }).click();
  await expect(clinic(page).getByRole("checkbox", { name: "English" })).toBeFocused();
  await page.keyboard.press("Space");
  await alert.getByRole("link", { name: "Enter a whole number of days" }).click();
  await page.keyboard.type("7");
  await expect(clinic(page).getByLabel("Return page")).toHaveValue("http://lakeside.example");
  await clinic(page).getByLabel("Return page").fill("");
  await clinic(page).getByLabel("Clinic name").fill("Hillside Practice");
  await clinic(page).getByLabel("Keep links for (days)").fill("7");
  await save(page, "Saved: Clinic name and Keep links for (days).");

  await clinic(colleague).getByLabel("Cover a shared PC after (seconds)").fill("60");
  await save(colleague, "Saved: Cover a shared PC after (seconds).");
  await expect(clinic(colleague).getByLabel("Clinic name")).toHaveValue("Hillside Practice");
  await page.reload();
  await expect(clinic(page).getByLabel("Clinic name")).toHaveValue("Hillside Practice");
  await expect(clinic(page).getByLabel("Keep links for (days)")).toHaveValue("7");
  await expect(clinic(page).getByLabel("Cover a shared PC after (seconds)")).toHaveValue("60");

  // Who is at the desk sees what is theirs.
  const desk = await newColleague(browser, app, page, newPerson("Sam Reed"));
  await desk.goto("/settings");
  await expect(desk.getByRole("region", { name: "Connection" })).toContainText("Environment");
  await expect(desk.getByRole("region", { name: "This PC" })).toBeVisible();
  await expect(clinic(desk)).toHaveCount(0);
});

test("a variable stays in charge and says so; without it, what it said stays", async ({
  page,
  startApp,
}, testInfo) => {
  const mayo = await sourceId(page, "Mayo Clinic");
  const place = {
    DATA_DIR: testInfo.outputPath("data"),
    DESK_SECRET: "one secret for both, long enough to be one",
  };
  const first = await startApp({
    env: {
      ...place,
      CLINIC_NAME: "Riverside Clinic",
      CLINIC_HOSPITALS: `${mayo},fhirsrc_gone`,
      CLINIC_LINK_LIFETIME_SECONDS: "5400",
      RETENTION_DAYS: "7",
    },
  });
  await page.goto(`${first.url}/settings`);
  for (const [label, value, variable] of [
    ["Clinic name", "Riverside Clinic", "CLINIC_NAME"],
    ["Keep links for (days)", "7", "RETENTION_DAYS"],
  ] as const) {
    const field = clinic(page).getByLabel(label);
    await expect(field).not.toBeEditable();
    await expect(field).toHaveValue(value);
    await expect(field).toHaveAccessibleDescription(`Set by ${variable} on the server.`);
  }
  await expect(clinic(page)).toContainText("Set by CLINIC_HOSPITALS on the server.");
  await expect(chips(page)).toHaveText([
    /Mayo Clinic$/,
    /fhirsrc_gone.*No longer listed\. Remove it from CLINIC_HOSPITALS\./,
  ]);
  await expect(clinic(page)).toContainText("1 h 30 min");
  await clinic(page).getByLabel("Phone for patients").fill("555-0100");
  await save(page, "Saved: Phone for patients.");
  await first.stop();

  const second = await startApp({ env: { ...place, CLINIC_NAME: "" } });
  await page.goto(`${second.url}/settings`);
  await expect(clinic(page).getByLabel("Clinic name")).toHaveValue("Riverside Clinic");
  await expect(clinic(page).getByLabel("Clinic name")).toBeEditable();
  await expect(clinic(page).getByLabel("Phone for patients")).toHaveValue("555-0100");
  await expect(clinic(page).getByLabel("How long the link works")).toHaveValue("90");
  await expect(chips(page)).toHaveText([/Mayo/, /fhirsrc_gone.*No longer listed\. Remove it\./]);
  await clinic(page).getByRole("button", { name: "Remove fhirsrc_gone" }).click();
  await save(page, "Saved: Suggested hospitals.");
  await page.goto(second.url);
  await expect(chips(page)).toHaveText([/Mayo Clinic/]);
});

test.describe("axe finds nothing in either theme", () => {
  // Colours are measured at rest.
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("in the settings, with a mistake, from a monitor to 320 pixels", async ({ page }) => {
    await page.goto("/settings");
    await add(page, "Mayo Clinic");
    await add(page, "Duke Health");
    await clinic(page).getByRole("button", { name: "Remove Mayo Clinic" }).click();
    await clinic(page).getByLabel("Keep links for (days)").fill("0");
    await clinic(page).getByRole("button", { name: "Save" }).click();
    await expect(clinic(page).getByRole("alert")).toBeVisible();
    await expectNoAxeViolationsInEitherTheme(page);
    await expectLargeTargets(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await expectNothingSideways(page);
    await expectNoAxeViolationsInEitherTheme(page);
  });
});

async function save(page: Page, sentence: string) {
  await clinic(page).getByRole("button", { name: "Save" }).click();
  const said = clinic(page)
    .getByRole("status")
    .filter({ hasText: /^(Saved|Nothing)/ });
  await expect(said).toHaveText(sentence);
}
