import { expectNoAxeViolationsInEitherTheme } from "../support/accessibility";
import {
  becomeFirstAdministrator,
  enterPassword,
  expectDesk,
  invite,
  newColleague,
  newPerson,
  showItIsYou,
  trouble,
} from "../support/accounts";
import { expect, signedOut, test } from "../support/fixtures";

test.use({ storageState: signedOut, contextOptions: { reducedMotion: "reduce" } });

test("an administrator runs the desk's staff, and cannot leave it without an administrator", async ({
  page,
  browser,
  startApp,
}) => {
  const app = await startApp({ signIn: false });
  const [dana, sam] = [newPerson("Dana Keller"), newPerson("Sam Ortiz")];
  await becomeFirstAdministrator(page, app, dana);
  await page.goto(`${app.url}/staff`);

  const row = (name: string) => page.getByRole("listitem").filter({ hasText: name }).first();
  const dialog = page.getByRole("dialog");
  for (const act of ["Deactivate", "Make desk"]) {
    await row(dana.name).getByRole("button", { name: act }).click();
    await dialog.getByRole("button", { name: act, exact: true }).click();
    await expect(dialog.getByRole("alert")).toContainText("This is the last administrator");
    await expectNoAxeViolationsInEitherTheme(page);
    await dialog.getByRole("button", { name: "Cancel" }).click();
  }

  const desk = await newColleague(browser, app, page, sam);
  await expect(desk.getByRole("link", { name: "Staff" })).toHaveCount(0);
  const answer = await desk.goto("/staff");
  expect(answer?.status()).toBe(404);
  await desk.goto("/");

  // A role counts at once, in the browser that is signed in.
  await page.goto(`${app.url}/staff`);
  await row(sam.name).getByRole("button", { name: "Make administrator" }).click();
  await dialog.getByRole("button", { name: "Make administrator", exact: true }).click();
  // Whoever found this PC unlocked comes no further.
  const asked = page.getByRole("dialog", { name: "Show that it is you" });
  await expect(asked.getByLabel("Your password", { exact: true })).toBeFocused();
  await expectNoAxeViolationsInEitherTheme(page);
  await asked.getByLabel("Your password", { exact: true }).fill("not the password of Dana");
  await page.keyboard.press("Enter");
  await expect(asked.getByRole("alert")).toContainText("This is not your password.");
  await showItIsYou(page, dana);
  await expect(row(sam.name)).toContainText("Administrator · Signed in on 1 browser");
  await desk.goto("/staff");
  await expect(desk.getByRole("heading", { name: "Staff", exact: true })).toBeVisible();

  // So does the end of an account: the next thing that its browser asks is refused.
  await desk.goto("/");
  await desk.getByLabel("Patient ID").fill("MRN-half-typed");
  await row(sam.name).getByRole("button", { name: "Deactivate" }).click();
  await expect(dialog).toContainText("signed out everywhere at once");
  await dialog.getByRole("button", { name: "Deactivate", exact: true }).click();
  await expect(row(sam.name)).toContainText("Deactivated");
  expect((await desk.request.get("/api/sources?q=mayo")).status()).toBe(401);
  await desk.getByRole("button", { name: "Create link" }).click();
  await expect(trouble(desk)).toContainText("You were signed out.");
  await desk.goto("/");
  await enterPassword(desk, sam);
  await expect(trouble(desk)).toContainText("That did not match");

  await row(sam.name).getByRole("button", { name: "Reactivate" }).click();
  await dialog.getByRole("button", { name: "Reactivate", exact: true }).click();
  await showItIsYou(page, dana);
  await expect(row(sam.name)).toContainText("Not signed in");
  await desk.getByRole("button", { name: "Sign in", exact: true }).click();
  await expectDesk(desk);

  // One browser of theirs, without the rest of the account.
  await page.goto(`${app.url}/staff`);
  await page.getByRole("button", { name: `End the session of ${sam.name}` }).click();
  await dialog.getByRole("button", { name: "Sign out there" }).click();
  await expect(row(sam.name)).toContainText("Not signed in");
  await desk.goto("/");
  await expect(desk.getByRole("form", { name: "Sign in" })).toBeVisible();
});

test("an invitation can be taken back, and a forgotten password replaced", async ({
  page,
  browser,
  startApp,
}) => {
  const app = await startApp({ signIn: false });
  const [dana, sam, kim] = ["Dana Keller", "Sam Ortiz", "Kim Lee"].map(newPerson);
  if (!dana || !sam || !kim) throw new Error("Three people are needed");
  await becomeFirstAdministrator(page, app, dana);
  const desk = await newColleague(browser, app, page, sam);

  const withdrawn = await invite(page, app, kim);
  await page.getByRole("button", { name: `Withdraw the invitation of ${kim.name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw", exact: true }).click();
  await expect(page.getByText("Nobody is invited at the moment.")).toBeVisible();
  await desk.goto(withdrawn);
  await expect(desk.getByRole("heading", { name: "This address works no more" })).toBeVisible();

  await page.getByRole("button", { name: `New password for ${sam.name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Make an address" }).click();
  await showItIsYou(page, dana);
  const box = page.getByRole("heading", { name: `Address for ${sam.name}` }).locator("..");
  const address = await box.getByText(/\/setup#[\w-]{43}$/).textContent();
  const chosen = { ...sam, password: `${sam.password} again` };
  await desk.goto("/sign-in");
  await desk.goto(address ?? "");
  await desk.getByLabel("Password", { exact: true }).fill(chosen.password);
  await desk.getByRole("button", { name: "Save and sign in" }).click();
  await expectDesk(desk);

  await desk.goto("/account");
  await expectNoAxeViolationsInEitherTheme(desk);
  await desk.getByLabel("Current password", { exact: true }).fill(sam.password);
  await desk.getByLabel("New password", { exact: true }).fill(sam.password);
  await desk.getByRole("button", { name: "Change password" }).click();
  await expect(trouble(desk)).toContainText("This is not your password.");
  await desk.getByLabel("Current password", { exact: true }).fill(chosen.password);
  await desk.getByRole("button", { name: "Change password" }).click();
  await expect(desk.getByText("Your password is changed.")).toBeVisible();
});
