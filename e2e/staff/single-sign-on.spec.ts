import { expectNoAxeViolationsInEitherTheme } from "../support/accessibility";
import {
  anotherBrowser,
  becomeFirstAdministrator,
  expectDesk,
  newPerson,
  trouble,
} from "../support/accounts";
import { expect, newPatientId, signedOut, test } from "../support/fixtures";
import { signInAtProvider, startProvider } from "../support/provider";

test.use({ storageState: signedOut, contextOptions: { reducedMotion: "reduce" } });

const people = {
  kim: { email: "kim@clinic.example", email_verified: true, name: "Kim Lee" },
  eve: { email: "eve@elsewhere.example", email_verified: true, name: "Eve Outside" },
  mia: { email: "mia@clinic.example", email_verified: false, name: "Mia Unchecked" },
};

test("the clinic's own provider lets its people in, nobody else, and not who was deactivated", async ({
  page,
  browser,
  startApp,
}) => {
  const provider = await startProvider(people);
  const app = await startApp({ signIn: false, env: provider.env });
  provider.serve(app.url);
  const administrator = await anotherBrowser(browser, app);
  await becomeFirstAdministrator(administrator, app, newPerson("Dana Keller"));
  const go = `Sign in with ${provider.host}`;

  await page.clock.install();
  await page.goto(`${app.url}/sign-in`);
  await expectNoAxeViolationsInEitherTheme(page);
  await page.getByRole("button", { name: go }).click();
  await signInAtProvider(page, "kim");
  await expectDesk(page);
  await expect(page.locator("header").getByText("Kim L.")).toBeVisible();

  for (const name of ["eve", "mia"]) {
    const outside = await anotherBrowser(browser, app);
    await outside.goto("/sign-in");
    await outside.getByRole("button", { name: go }).click();
    await signInAtProvider(outside, name);
    const refused = trouble(outside);
    await expect(refused).toContainText("Single sign-on did not let you in");
    await expectNoAxeViolationsInEitherTheme(outside);
    await outside.context().close();
  }
  for (const reason of ["email-of-another-domain", "email-not-checked-by-provider"]) {
    expect(app.log()).toContain(`"event":"single_sign_on_refused","code":"${reason}"`);
  }

  // Beside a page that has to stay as it is: in a window of its own, which closes itself.
  const patientId = newPatientId();
  await page.getByLabel("Patient ID").fill(patientId);
  await page.clock.fastForward("15:05");
  const popup = page.waitForEvent("popup");
  await page.getByRole("dialog").getByRole("button", { name: go }).click();
  const beside = await popup;
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByLabel("Patient ID")).toHaveValue(patientId);
  await expect.poll(() => beside.isClosed()).toBe(true);

  await administrator.goto("/staff");
  await administrator.getByRole("button", { name: "Deactivate Kim Lee" }).click();
  await administrator
    .getByRole("dialog")
    .getByRole("button", { name: "Deactivate", exact: true })
    .click();
  await expect(administrator.getByText("Deactivated")).toBeVisible();
  await page.goto(app.url);
  await page.getByRole("button", { name: go }).click();
  await expect(trouble(page)).toContainText("Single sign-on did not let you in");
  await provider.stop();
});

test("where passwords are switched off none is asked for", async ({ page, startApp }) => {
  const provider = await startProvider(people);
  const env = { ...provider.env, PASSWORD_SIGN_IN: "off" };
  const app = await startApp({ signIn: false, env });
  await page.goto(`${app.url}/sign-in`);
  await expect(page.getByRole("button", { name: `Sign in with ${provider.host}` })).toBeEnabled();
  await expect(page.getByLabel("Password")).toHaveCount(0);

  // The provider does not answer yet.
  await page.getByRole("button", { name: `Sign in with ${provider.host}` }).click();
  await provider.stop();
  await expect(trouble(page)).toContainText("Single sign-on is not answering");
});

test("who has no password shows at the provider that it is they who sit there", async ({
  page,
  startApp,
}) => {
  const provider = await startProvider(people);
  const app = await startApp({ signIn: false, env: { ...provider.env, PASSWORD_SIGN_IN: "off" } });
  provider.serve(app.url);
  await page.goto(app.setUpAddress());
  await page.getByLabel("Name").fill(people.kim.name);
  await page.getByLabel("Email").fill(people.kim.email);
  await page.getByRole("button", { name: "Create my account" }).click();
  await expectDesk(page);

  await page.goto(`${app.url}/staff`);
  const form = page.getByRole("form", { name: "Invite a colleague" });
  await form.getByLabel("Name").fill("Sam Ortiz");
  await form.getByLabel("Email").fill("sam@clinic.example");
  await form.getByRole("radio", { name: "Administrator" }).check();
  await form.getByRole("button", { name: "Make an invitation" }).click();
  const opened = page.waitForEvent("popup");
  await page.getByRole("button", { name: `Sign in again with ${provider.host}` }).click();
  const window = await opened;
  await signInAtProvider(window, "kim");

  await expect(page.getByRole("heading", { name: "Address for Sam Ortiz" })).toBeVisible();
  await expect.poll(() => window.isClosed()).toBe(true);
  await provider.stop();
});
