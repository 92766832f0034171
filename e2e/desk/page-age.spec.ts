import type { Page } from "@playwright/test";
import { enter, expectLinkReady, problem } from "../support/desk";
import { entries, fillEverything } from "../support/entries";
import { expect, newPatientId, test } from "../support/fixtures";

/** Of each field, whether its part of the form is open or not. 60 minutes come back as one hour. */
async function texts(page: Page) {
  const { controls, hospitals } = await entries(page);
  const named = controls.filter((control) => /^(?!lifetime).+: ./.test(String(control)));
  return { named, hospitals };
}

test("a page that is older than the desk says so, and what is typed is there after Reload", async ({
  page,
  sandbox,
}) => {
  const patientId = newPatientId();
  await page.goto("/");
  await fillEverything(page, patientId);
  const typed = await texts(page);

  // What Next answers for an action of another build; nothing runs.
  await page.route("/", (route) =>
    route.request().headers()["next-action"]
      ? route.fulfill({ status: 409, headers: { "x-nextjs-action-not-found": "1" } })
      : route.continue(),
  );
  await page.getByLabel("Patient ID").press("Enter");
  await expect(problem(page).getByRole("heading")).toHaveText("This page is older than the desk");
  await expect(problem(page)).toContainText("Nothing was sent. Your entries are kept. Reload.");
  expect(await sandbox.sessionsOf(patientId)).toEqual([]);

  await page.unroute("/");
  const attempt = await page.evaluate(() => performance.timeOrigin);
  await problem(page).getByRole("button", { name: "Reload" }).click();
  await page.waitForFunction((before) => performance.timeOrigin !== before, attempt);
  await expect(page.getByLabel("Patient ID")).toHaveValue(patientId);
  await page.getByText("More options").click();
  await expect.poll(() => texts(page)).toEqual(typed);
  // Nothing of it is in what the browser keeps.
  expect(
    await page.evaluate(() => JSON.stringify([history.state, { ...localStorage }])),
  ).not.toMatch(/sealed|Maria|MRN/);
  await page.getByLabel("Patient ID").press("Enter");
  await expectLinkReady(page, patientId);
  expect(await sandbox.sessionsOf(patientId)).toHaveLength(1);
});

test("a page learns before a press that the desk was updated, or what a proxy answers", async ({
  page,
}) => {
  await page.clock.install();
  await page.goto("/");
  await page.route("/api/sessions/help", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({
      response: answer,
      headers: { ...answer.headers(), "desk-build": "next" },
    });
  });
  await page.clock.runFor(61_000);
  await expect(page.getByText("This page is older than the desk.")).toBeVisible();

  await page.route("/", (route) =>
    route.request().headers()["next-action"]
      ? route.fulfill({ status: 502, contentType: "text/html", body: "<title>Bad gateway</title>" })
      : route.continue(),
  );
  await enter(page, newPatientId());
  await expect(problem(page)).toContainText("The answer of Connect Desk did not arrive here.");
});
