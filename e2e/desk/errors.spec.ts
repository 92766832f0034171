import type { Page } from "@playwright/test";
import {
  expectLinkReady,
  form,
  newLink,
  pressCreate,
  problem,
  stopTheClock,
} from "../support/desk";
import { entries, fillEverything } from "../support/entries";
import { expect, newPatientId, test } from "../support/fixtures";
import { add, chips, picker, sourceId } from "../support/hospitals";
import { expectNoReference, expectProblem, lastRequestId } from "../support/problem";
import { sandboxKey } from "../support/processes";
import type { Fault } from "../support/sandbox";

const kept = "No link was made. Your entries are kept.";
const create = { on: "createSession", kind: "status" } as const;

type Family = { fault: Fault; heading: string; says: string; at?: [label: string, text: string] };

/** Each family in which the API certainly made nothing. */
const refusals: Family[] = [
  {
    fault: { ...create, status: 401 },
    heading: "This clinic is not connected",
    says: `Medblocks did not accept this clinic's key. ${kept} Tell your manager.`,
  },
  {
    fault: { ...create, status: 403 },
    heading: "You cannot do this here",
    says: `This clinic's account cannot make links. ${kept} Ask your manager for access.`,
  },
  {
    fault: { ...create, status: 402 },
    heading: "The clinic's plan has run out",
    says: `Medblocks makes no more links on this plan. ${kept} Tell your manager. Links already made still work until they end.`,
  },
  {
    fault: { ...create, status: 402, code: "feature_not_enabled" },
    heading: "The clinic’s plan does not include this",
    says: `Medblocks does not offer this on the clinic’s plan. ${kept} Tell your manager.`,
  },
  {
    fault: { ...create, status: 400, param: "patient_email" },
    heading: "There is a problem",
    says: `Medblocks did not accept the email. Check it. ${kept} Change it and press Create.`,
    at: ["Email", "Medblocks did not accept the email. Check it."],
  },
  {
    fault: { ...create, status: 400, param: "return_url" },
    heading: "There is a problem",
    says: `Medblocks did not accept the return page. Check it. ${kept} Change it and press Create.`,
    at: ["Return page", "Medblocks did not accept the return page. Check it."],
  },
  {
    fault: { ...create, status: 400, param: "recommended_connection_ids[1]" },
    heading: "There is a problem",
    says: `Medblocks did not accept the hospitals. Check it. ${kept} Change it and press Create.`,
    at: ["Add a hospital", "Medblocks did not accept the hospitals. Check it."],
  },
  {
    fault: { ...create, status: 422, param: "something_new" },
    heading: "There is a problem",
    says: `Medblocks did not accept what was entered. ${kept} Check your entries and press Create.`,
  },
  {
    fault: { ...create, status: 413 },
    heading: "There is too much in this form",
    says: `Medblocks takes no form of this size. ${kept} Shorten the notes or suggest fewer hospitals, and press Create.`,
  },
  {
    fault: { ...create, status: 409, param: "patient_email" },
    heading: "Medblocks has other details for this patient",
    says: `What it has differs in the email. ${kept} Check the patient ID.`,
  },
  {
    fault: { ...create, status: 409 },
    heading: "Medblocks has other details for this patient",
    says: `What it has differs from what you typed. ${kept} Check the patient ID.`,
  },
  {
    fault: { on: "getPatient", kind: "status", status: 401 },
    heading: "This clinic is not connected",
    says: `Medblocks did not accept this clinic's key. ${kept} Tell your manager.`,
  },
  {
    fault: { on: "getPatient", kind: "html-200" },
    heading: "Medblocks is not answering",
    says: `It gave no answer that we can use. ${kept} Try again in a minute. If it goes on, tell your manager.`,
  },
  {
    fault: { on: "getPatient", kind: "other-patient" },
    heading: "Medblocks is not answering",
    says: `It gave no answer that we can use. ${kept} Try again in a minute. If it goes on, tell your manager.`,
  },
];

test("each refusal says what happened, what was saved and what to do next", async ({
  page,
  sandbox,
  app,
}) => {
  const patientId = newPatientId();
  // Known to the API, so that each of the reads has an answer to spoil.
  await sandbox.seedPatient({ patientId });
  await page.goto("/");
  await fillEverything(page, patientId);
  const typed = await entries(page);

  for (const { fault, heading, says, at } of refusals) {
    await test.step(`${heading}: ${JSON.stringify(fault)}`, async () => {
      await sandbox.resetCalls();
      await sandbox.fault(fault);
      await pressCreate(page);
      await expectProblem(page, heading, says);
      const requestId = await lastRequestId(sandbox, fault.on);
      await expect(problem(page)).toContainText(`Reference ${requestId}`);
      await expect(problem(page).getByRole("button", { name: "Copy details" })).toBeVisible();
      if (at) {
        const field = form(page).getByLabel(at[0]).and(page.locator("input"));
        await expect(field).toHaveAccessibleDescription(new RegExp(at[1]));
      }

      expect(await entries(page)).toEqual(typed);
      expect(app.log()).toContain(`"request_id":"${requestId}"`);
      // What is refused is not tried again by itself, and certainly not a create.
      expect((await sandbox.calls()).counts[fault.on]).toBe(1);
    });
  }
  expect(await sandbox.sessionsOf(patientId)).toEqual([]);
  for (const secret of [patientId, "Maria Lopez", "maria@example.com", sandboxKey]) {
    expect(app.log()).not.toContain(secret);
  }

  await pressCreate(page);
  await expectLinkReady(page, patientId);
  await expect(page).toHaveTitle("Link – Connect Desk");
});

test("a hospital that is gone can be removed, and the others stay", async ({ page, sandbox }) => {
  const patientId = newPatientId();
  const duke = await sourceId(page, "Duke Health");
  await page.goto("/");
  await fillEverything(page, patientId);
  await sandbox.fault({ ...create, status: 404, param: "recommended_connection_ids" });
  await sandbox.fault({
    on: `GET /connections/${duke}`,
    kind: "status",
    status: 404,
    times: null,
  });
  await pressCreate(page);
  await expectProblem(
    page,
    "A hospital is no longer listed",
    `Duke Health is not in the list now. ${kept} Remove it or choose another.`,
  );
  await expect(problem(page)).toContainText(await lastRequestId(sandbox, "createSession"));

  await problem(page).getByRole("button", { name: "Remove it" }).click();
  await expect(chips(page)).toHaveText([/Mayo Clinic/]);
  await expect(problem(page)).toHaveCount(0);
  await expect(picker(page)).toBeFocused();
  await pressCreate(page);
  await expectLinkReady(page, patientId);
  const [session] = await sandbox.sessionsOf(patientId);
  expect(session?.recommendedIds).toEqual([await sourceId(page, "Mayo Clinic")]);
});

test("a hospital's system that does not answer can be left out", async ({ page, sandbox }) => {
  const patientId = newPatientId();
  await page.goto("/");
  await page.getByLabel("Patient ID").fill(patientId);
  await page.getByRole("radio", { name: "Only this one." }).check();
  await add(page, "Mayo Clinic");
  const typed = await entries(page);
  await sandbox.fault({ ...create, status: 502, times: 2 });
  for (const press of [pressCreate, tryAgain]) {
    await press(page);
    await expectProblem(
      page,
      "The hospital's system is not answering",
      `We cannot say yes or no for Mayo Clinic now. ${kept} Try again, or go on without it.`,
    );
    await expect(problem(page)).toContainText(await lastRequestId(sandbox, "createSession"));
    expect(await entries(page)).toEqual(typed);
  }

  await problem(page).getByRole("button", { name: "Go on without it" }).click();
  await expectLinkReady(page, patientId);
  const [session] = await sandbox.sessionsOf(patientId);
  expect(session?.directSourceId).toBeNull();
});

test("too many links: Create counts down and then works", async ({ page, sandbox, startApp }) => {
  // One of its own: while the API asks for silence, an app looks up nothing by itself.
  const app = await startApp();
  const patientId = newPatientId();
  await page.clock.install();
  await page.goto(app.url);
  await fillEverything(page, patientId);
  const typed = await entries(page);
  await stopTheClock(page);
  await sandbox.fault({ ...create, status: 429, retryAfter: 8 });
  await pressCreate(page);
  const asksToWait = `Medblocks asks us to wait. ${kept}`;
  await expectProblem(
    page,
    "Too many links at once",
    `${asksToWait} You can press Create in 8 seconds.`,
  );
  await expect(problem(page)).toContainText(await lastRequestId(sandbox, "createSession"));
  await page.clock.runFor(3_000);
  const button = form(page).getByRole("button", { name: "Create link (5)" });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await page.getByLabel("Patient ID").press("Enter");
  await page.keyboard.press("Control+Enter");
  expect((await sandbox.calls()).counts.createSession).toBe(1);
  expect(await entries(page)).toEqual(typed);

  await page.clock.runFor(5_000);
  await expect(problem(page)).toContainText("You can press Create now.");
  await page.clock.resume();
  await form(page).getByRole("button", { name: "Create link", exact: true }).click();
  await expectLinkReady(page, patientId);

  // Nobody sleeps for a day because the API said so, neither the server nor the button.
  const other = newPatientId();
  await newLink(page);
  await sandbox.seedPatient({ patientId: other });
  await sandbox.fault({ on: "getPatient", kind: "status", status: 429, retryAfter: 86_400 });
  await page.getByLabel("Patient ID").fill(other);
  await pressCreate(page);
  await expect(
    form(page).getByRole("button", { name: /^Create link \(3(600|5\d\d)\)$/ }),
  ).toBeVisible();
  expect((await sandbox.calls()).counts.createSession).toBe(2);
});

test("a passing fault in a read is nobody's trouble", async ({ page, sandbox }) => {
  const patientId = newPatientId();
  await sandbox.seedPatient({ patientId });
  await sandbox.fault({ on: "getPatient", kind: "status", status: 503, patientId });
  await sandbox.fault({ on: "listPatientSessions", kind: "drop-before", patientId });
  await page.goto("/");
  await page.getByLabel("Patient ID").fill(patientId);
  await pressCreate(page);
  await expectLinkReady(page, patientId);
  const asked = await sandbox.askedAbout(patientId);
  const reads = ["getPatient", "listPatientSessions"];
  expect(asked.toSorted()).toEqual(["createSession", ...[...reads, ...reads].sort()]);
});

test("no connection to the API is no reason to type anything again", async ({ page, startApp }) => {
  // Nothing listens at this port.
  const app = await startApp({ env: { MEDBLOCKS_API_URL: "http://127.0.0.1:9" } });
  await page.goto(app.url);
  await page.getByLabel("Patient ID").fill(newPatientId());
  await page.getByLabel("Name").fill("Maria Lopez");
  const typed = await entries(page);
  for (const press of [pressCreate, tryAgain]) {
    await press(page);
    await expectProblem(
      page,
      "No connection",
      "Medblocks could not be reached. No link was made. Your entries are safe on this screen. Check the network cable or Wi-Fi.",
    );
    await expectNoReference(page);
    expect(await entries(page)).toEqual(typed);
  }
});

test("a link page that does not exist says so", async ({ page }) => {
  await page.goto("/sessions/AAAAAAAAAAAAAAAAAAAAAA");
  await expect(page.getByRole("heading", { name: "We cannot find this link" })).toBeVisible();
  await expect(page.getByText("Nothing was changed.")).toBeVisible();
  await page.getByRole("link", { name: "Make a new link" }).click();
  await expect(page.getByLabel("Patient ID")).toBeFocused();
});

async function tryAgain(page: Page) {
  await problem(page).getByRole("button", { name: "Try again" }).click();
}
