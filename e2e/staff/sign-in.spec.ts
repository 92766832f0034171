import { expectNoAxeViolationsInEitherTheme } from "../support/accessibility";
import {
  anotherBrowser,
  becomeFirstAdministrator,
  enterPassword,
  expectDesk,
  invite,
  newPerson,
  passwordField,
  signOut,
  trouble,
} from "../support/accounts";
import { expect, signedOut, test } from "../support/fixtures";
import { expectLargeTargets, expectNothingSideways } from "../support/reach";

test.use({ storageState: signedOut, contextOptions: { reducedMotion: "reduce" } });

test("the printed address makes the first administrator, and an invitation a colleague, each once", async ({
  page,
  browser,
  startApp,
}) => {
  const app = await startApp({ signIn: false, env: { DEMO_SIGN_IN: "off" } });
  const dana = newPerson("Dana Keller");
  const sam = newPerson("Sam Ortiz");

  await page.goto(app.setUpAddress());
  await expect(page.getByRole("heading", { name: "Set up Connect Desk" })).toBeVisible();
  expect(page.url()).toBe(`${app.url}/setup`);
  await expectNoAxeViolationsInEitherTheme(page);
  await page.getByLabel("Name").fill(dana.name);
  await page.getByLabel("Email").fill(dana.email);
  await passwordField(page).fill("short");
  await page.getByRole("button", { name: "Create my account" }).click();
  await expect(trouble(page).getByRole("heading")).toBeFocused();
  await page.getByRole("link", { name: "Use 15 characters or more" }).click();
  await expect(passwordField(page)).toBeFocused();
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNothingSideways(page);
  await expectLargeTargets(page);
  await passwordField(page).fill(dana.password);
  await page.getByRole("button", { name: "Show password" }).click();
  await expect(passwordField(page)).toHaveAttribute("type", "text");
  await page.getByRole("button", { name: "Create my account" }).click();
  await expectDesk(page);

  const address = await invite(page, app, sam);
  await expectNoAxeViolationsInEitherTheme(page);
  await expectNothingSideways(page);
  await expectLargeTargets(page);

  const other = await anotherBrowser(browser, app);
  await other.goto(app.setUpAddress());
  await expect(other.getByRole("heading", { name: "This address works no more" })).toBeFocused();
  await expectNoAxeViolationsInEitherTheme(other);
  // In the same tab.
  await other.goto(address);
  await expect(other.getByLabel("Email")).toHaveValue(sam.email);
  expect(other.url()).toBe(`${app.url}/setup`);
  await passwordField(other).fill(sam.password);
  await other.getByRole("button", { name: "Create my account" }).click();
  await expectDesk(other);
  await other.goto("/setup");
  await other.goto(address);
  await expect(other.getByRole("heading", { name: "This address works no more" })).toBeVisible();

  expect(app.log()).not.toContain(address.split("#").at(-1));
  for (const { email, name, password } of [dana, sam]) {
    for (const secret of [email, name, password]) expect(app.log()).not.toContain(secret);
  }
});

test("a password leads to the page that was asked for, and to no other place", async ({
  page,
  startApp,
}) => {
  const app = await startApp({ signIn: false });
  const dana = newPerson("Dana Keller");
  await becomeFirstAdministrator(page, app, dana);
  await signOut(page);

  await page.goto(`${app.url}/account`);
  await expect(page).toHaveURL(
    ({ pathname, searchParams }) =>
      pathname === "/sign-in" && searchParams.get("to") === "/account",
  );
  await expectNoAxeViolationsInEitherTheme(page);
  await enterPassword(page, dana);
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
  await expect(page).toHaveURL(`${app.url}/account`);
  await signOut(page);

  await page.goto(`${app.url}/sign-in?to=//evil.example`);
  await enterPassword(page, dana);
  await expectDesk(page);
  await expect(page).toHaveURL(`${app.url}/`);
});

test("a wrong password reads as an unknown account does, and many tries wait without a lock-out", async ({
  page,
  browser,
  startApp,
}) => {
  const app = await startApp({ signIn: false });
  const dana = newPerson("Dana Keller");
  const known = await anotherBrowser(browser, app);
  await becomeFirstAdministrator(known, app, dana);
  await signOut(known);

  await page.clock.install();
  await page.goto(`${app.url}/sign-in`);
  await enterPassword(page, newPerson("Nobody Here"));
  await expect(trouble(page).getByRole("heading")).toBeFocused();
  const unknown = await trouble(page).textContent();
  await expectNoAxeViolationsInEitherTheme(page);
  const wrong = { ...dana, password: "not my password at all" };
  await enterPassword(page, wrong);
  await expect(trouble(page)).toHaveText(unknown ?? "");
  await expect(passwordField(page)).toHaveValue(wrong.password);

  const tooMany = page.getByText("Too many tries");
  await expect(async () => {
    // It may have come late: then there is nothing more to press.
    if (await tooMany.isVisible()) return;
    await page.getByRole("button", { name: "Sign in", exact: true }).click({ timeout: 1_000 });
    await expect(tooMany).toBeVisible({ timeout: 500 });
  }).toPass();
  const waiting = page.getByRole("button", { name: /^Sign in \(\d+\)$/ });
  await expect(waiting).toHaveAttribute("aria-disabled", "true");
  await expectNoAxeViolationsInEitherTheme(page);

  // Whoever has signed in with this browser before is not held up by a stranger.
  await enterPassword(known, dana);
  await expectDesk(known);

  await page.clock.runFor("16:00");
  await expect(trouble(page)).toContainText("You can try again now.");
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeEnabled();
});
