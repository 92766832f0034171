import type { Page } from "@playwright/test";
import { expectNoAxeViolations } from "../support/accessibility";
import { listen } from "../support/announcements";
import { expect, test } from "../support/fixtures";
import { sourceId } from "../support/hospitals";
import { card, code, makeLink } from "../support/links";
import { finish, openSignIn, signIn } from "../support/phone";

test.beforeEach(async ({ page }) => {
  await page.goto("/");
});

test("two hospitals connect on the phone, and the desk sees each once", async ({
  page,
  phone,
  sandbox,
}) => {
  const link = await makeLink(page, sandbox, {
    hospitals: { suggest: ["Mayo Clinic", "Cleveland Clinic"] },
  });
  const heard = await listen(card(page));
  await expect(row(page, "Mayo Clinic")).toHaveText("Mayo Clinic: Waiting");

  await phone.goto(link.url);
  await signIn(phone, "Mayo Clinic", "Allow");
  await expect(row(page, "Mayo Clinic")).toHaveText(
    /^Mayo Clinic: Connected \d+:\d\d [AP]MRecords are on the way\.$/,
  );
  await expect(row(page, "Cleveland Clinic")).toHaveText("Cleveland Clinic: Waiting");
  await expect(card(page).getByText("Connecting", { exact: true })).toBeVisible();
  await expect(code(page)).toBeVisible();
  await expectNoAxeViolations(page);
  expect(await heard()).toEqual(["Mayo Clinic connected. 1 of 2."]);

  await signIn(phone, "Cleveland Clinic", "Allow");
  await expect(row(page, "Cleveland Clinic")).toContainText("Connected");
  await finish(phone);
  await expect(phone.getByRole("heading", { name: "You are done" })).toBeVisible();
  await expect(card(page).getByText("Connected", { exact: true }).first()).toBeVisible();
  await expect(card(page).getByText("Records are on the way from 2 hospitals.")).toBeVisible();
  await expect(code(page)).toHaveCount(0);
  await expectNoAxeViolations(page);
  expect(await heard()).toEqual([
    "Mayo Clinic connected. 1 of 2.",
    "Cleveland Clinic connected. 2 of 2.",
    "Complete. Connected 2 of 2.",
  ]);
});

test("a refusal and a failed sign-in are told apart, and nothing is called connected", async ({
  page,
  phone,
  sandbox,
}) => {
  const link = await makeLink(page, sandbox);
  const heard = await listen(card(page));
  await expect(card(page).getByText("The patient chooses.")).toBeVisible();

  await phone.goto(link.url);
  await signIn(phone, "Mayo Clinic", "Do not allow");
  await openSignIn(phone, "Demo Clinic (portal error)");
  await phone.getByRole("button", { name: "Continue" }).click();
  await finish(phone);

  await expect(card(page).getByText("Finished, nothing connected", { exact: true })).toBeVisible();
  await expect(row(page, "Mayo Clinic")).toHaveText(
    "Mayo Clinic: Not connectedThe patient said no at the sign-in.",
  );
  await expect(row(page, "Demo Clinic (portal error)")).toHaveText(
    "Demo Clinic (portal error): Not connectedThe hospital's sign-in could not finish.",
  );
  await expect(card(page).getByText("The patient finished, and no hospital is")).toBeVisible();
  await expect(code(page)).toHaveCount(0);
  await expect(card(page).getByText(/^(Partly )?[Cc]onnected$|Records are on the way/)).toHaveCount(
    0,
  );
  await expect(card(page)).not.toContainText(/access_denied|oauth/);
  await expectNoAxeViolations(page);
  expect(await heard()).toEqual(["Finished, nothing connected."]);
});

test("one suggestion connects, and the other was not used: a success", async ({
  page,
  sandbox,
}) => {
  const link = await makeLink(page, sandbox, {
    hospitals: { suggest: ["Mayo Clinic", "Cleveland Clinic"] },
  });
  const heard = await listen(card(page));
  await sandbox.outcome(link.id, {
    sourceId: await sourceId(page, "Mayo Clinic"),
    status: "active",
  });
  await sandbox.complete(link.id);

  await expect(card(page).getByText("Connected", { exact: true }).first()).toBeVisible();
  await expect(row(page, "Cleveland Clinic")).toHaveText(
    "Cleveland Clinic: Not connectedThe patient did not try it.",
  );
  await expect(card(page).getByText("Records are on the way from 1 hospital.")).toBeVisible();
  await expectNoAxeViolations(page);
  expect(await heard()).toEqual(["Complete. Connected 1, 1 suggestion not used."]);

  // It is over for the link, and not for the connection: a look at it later tells the truth.
  await page.reload();
  await expect(card(page).getByText("Connected", { exact: true }).first()).toBeVisible();
});

test("access that ran out is not called connected", async ({ page, sandbox }) => {
  const link = await makeLink(page, sandbox, { hospitals: { suggest: ["Mayo Clinic"] } });
  const mayo = await sourceId(page, "Mayo Clinic");
  await sandbox.outcome(link.id, { sourceId: mayo, status: "active" });
  await sandbox.outcome(link.id, { sourceId: mayo, status: "refresh_failed" });
  await sandbox.expire(link.id);

  await expect(card(page).getByText("Ended", { exact: true })).toBeVisible();
  await expect(row(page, "Mayo Clinic")).toHaveText(
    "Mayo Clinic: Not connectedIt was connected, and the access ran out.",
  );
  await expect(page.getByRole("button", { name: "New link, same details" })).toBeVisible();
});

test("the only hospital connects, or says no", async ({ page, phone, sandbox }) => {
  const only = { hospitals: { only: "Mayo Clinic" } };
  const first = await makeLink(page, sandbox, only);
  await phone.goto(first.url);
  await phone.getByRole("button", { name: "Allow", exact: true }).click();
  await expect(row(page, "Mayo Clinic")).toContainText("Connected");
  await expect(card(page).getByText("Records are on the way from 1 hospital.")).toBeVisible();
  await expect(code(page)).toHaveCount(0);

  await page.keyboard.press("F2");
  const second = await makeLink(page, sandbox, only);
  await phone.goto(second.url);
  await phone.getByRole("button", { name: "Do not allow" }).click();
  await expect(card(page).getByText("Finished, nothing connected", { exact: true })).toBeVisible();
  await expect(row(page, "Mayo Clinic")).toContainText("The patient said no at the sign-in.");
});

/** One hospital of the card, by its name. */
function row(page: Page, hospital: string) {
  return card(page)
    .getByRole("region", { name: "Hospitals" })
    .getByRole("listitem")
    .filter({ hasText: hospital });
}
