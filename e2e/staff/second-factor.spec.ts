import { expectNoAxeViolationsInEitherTheme } from "../support/accessibility";
import {
  becomeFirstAdministrator,
  enterPassword,
  expectDesk,
  newPerson,
  passwordField,
  signOut,
  trouble,
} from "../support/accounts";
import { expect, signedOut, test } from "../support/fixtures";
import { totp } from "../support/totp";

test.use({ storageState: signedOut, contextOptions: { reducedMotion: "reduce" } });

test("a clinic can require a code beside the password, and a recovery code counts once", async ({
  page,
  startApp,
}) => {
  const app = await startApp({ signIn: false });
  const dana = newPerson("Dana Keller");
  await becomeFirstAdministrator(page, app, dana);
  await page.goto(`${app.url}/settings`);
  await page.getByRole("checkbox", { name: "Everyone needs a second step to sign in" }).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();

  // From now on there is nothing but the account, until it is set up.
  await expect(page).toHaveURL(`${app.url}/account`);
  await page.goto(app.url);
  await expect(page).toHaveURL(`${app.url}/account`);
  await expect(page.getByText("Your clinic asks for a second step")).toBeVisible();
  await page.getByRole("button", { name: "Set it up" }).click();
  await page
    .getByRole("form", { name: "Set up the second step" })
    .getByLabel("Your password", { exact: true })
    .fill(dana.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("img", { name: "QR code for your app" })).toBeVisible();
  await expectNoAxeViolationsInEitherTheme(page);
  const key = page.getByText(/^([A-Z2-7]{4} )+[A-Z2-7]{1,4}$/);
  const secret = (await key.textContent()) ?? "";
  const code = page.getByRole("textbox", { name: "Code" });
  await code.fill("000000");
  await page.getByRole("button", { name: "Switch it on" }).click();
  await expect(trouble(page)).toContainText("This is not the code that the app shows now.");
  await code.fill(totp(secret));
  await page.getByRole("button", { name: "Switch it on" }).click();
  await expect(page.getByRole("heading", { name: "Your recovery codes" })).toBeFocused();
  await expectNoAxeViolationsInEitherTheme(page);
  const [recovery = ""] = await page.getByText(/^\w{5}-\w{5}$/).allTextContents();
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("Signing in asks for a code")).toBeVisible();
  await expect(page.getByText(recovery)).toHaveCount(0);
  await page.goto(app.url);
  await expectDesk(page);

  async function startAgain() {
    await signOut(page);
    await enterPassword(page, dana);
    await expect(code).toBeFocused();
  }
  await startAgain();
  await expectNoAxeViolationsInEitherTheme(page);
  await page.goto(app.url);
  await expect(page.getByRole("form", { name: "Sign in" })).toBeVisible();
  await enterPassword(page, dana);
  await code.fill("000000");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(trouble(page)).toContainText("That did not match");
  await code.fill(recovery.toLowerCase());
  await page.getByRole("button", { name: "Go on" }).click();
  await expectDesk(page);

  await startAgain();
  await code.fill(recovery);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(trouble(page)).toContainText("That did not match");
  await expect(passwordField(page)).toHaveCount(0);
});
