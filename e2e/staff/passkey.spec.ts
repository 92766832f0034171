import { expectNoAxeViolationsInEitherTheme } from "../support/accessibility";
import {
  becomeFirstAdministrator,
  expectDesk,
  newPerson,
  passwordField,
  signOut,
  trouble,
} from "../support/accounts";
import { expect, signedOut, test } from "../support/fixtures";
import { freePort } from "../support/processes";

test.use({ storageState: signedOut, contextOptions: { reducedMotion: "reduce" } });

test("a passkey signs in without a password, until it is removed", async ({ page, startApp }) => {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const app = await startApp({
    signIn: false,
    env: { PORT: String(port), APP_URL: url },
  });
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable");
  await client.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const dana = newPerson("Dana Keller");
  await becomeFirstAdministrator(page, app, dana);

  await page.goto(`${url}/account`);
  const add = page.getByRole("form", { name: "Add a passkey" });
  await add.getByLabel("Name").fill("Phone");
  await add.getByLabel("Your password", { exact: true }).fill(dana.password);
  await add.getByRole("button", { name: "Add a passkey" }).click();
  const remove = page.getByRole("button", { name: "Remove the passkey Phone" });
  await expect(remove).toBeVisible();
  await expectNoAxeViolationsInEitherTheme(page);

  await signOut(page);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expectDesk(page);

  // It also shows who sits there before an administrator is invited; what was typed waits for that.
  await page.goto(`${url}/staff`);
  const invitation = page.getByRole("form", { name: "Invite a colleague" });
  await invitation.getByLabel("Name").fill("Kim Lee");
  await invitation.getByLabel("Email").fill("kim@clinic.example");
  await invitation.getByRole("radio", { name: "Administrator" }).check();
  await invitation.getByRole("button", { name: "Make an invitation" }).click();
  const asked = page.getByRole("dialog", { name: "Show that it is you" });
  await asked.getByRole("button", { name: "Cancel" }).click();
  await expect(invitation.getByLabel("Name")).toHaveValue("Kim Lee");
  await expect(trouble(page)).toContainText("Nothing was changed.");
  await invitation.getByRole("button", { name: "Make an invitation" }).click();
  await asked.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByRole("heading", { name: "Address for Kim Lee" })).toBeVisible();

  await page.goto(`${url}/account`);
  await remove.click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await expect(remove).toHaveCount(0);
  await signOut(page);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(trouble(page)).toContainText("That did not match");
  await expect(passwordField(page)).toBeVisible();
});

test("at a bare address, where no browser takes passkeys, none are offered", async ({
  page,
  app,
}) => {
  await page.goto(`${app.url}/sign-in`);
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeEnabled();
  await expect(page.getByRole("button", { name: "passkey" })).toHaveCount(0);
});
