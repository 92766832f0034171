import type { Page, Request } from "@playwright/test";
import {
  countPosts,
  enter,
  expectLinkReady,
  form,
  pressCreate,
  problem,
  stopTheClock,
} from "../support/desk";
import { entries, fillEverything } from "../support/entries";
import { expect, newPatientId, test } from "../support/fixtures";
import { card } from "../support/links";
import type { SandboxControl } from "../support/sandbox";

const unknown = "We do not know yet if the link was made";
const found = "It was made. Here it is.";
const notMade = "It was not made";

test("three fast Enters make one link", async ({ page, sandbox }) => {
  const patientId = newPatientId();
  const posts = countPosts(page);
  await sandbox.fault({ on: "createSession", kind: "latency", ms: 500 });
  await page.goto("/");
  await page.getByLabel("Patient ID").fill(patientId);
  await Promise.all([1, 2, 3].map(() => page.keyboard.press("Enter")));
  await expectLinkReady(page, patientId);
  expect(posts()).toBe(1);
  expect(await sandbox.sessionsOf(patientId)).toHaveLength(1);
});

test("the same request sent again gets the same link", async ({ page, sandbox }) => {
  const patientId = newPatientId();
  await page.goto("/");
  const sent = createRequest(page);
  await enter(page, patientId);
  await expectLinkReady(page, patientId);
  const [link] = await sandbox.sessionsOf(patientId);
  const ourId = new URL(page.url()).pathname.replace("/sessions/", "");

  const request = await sent;
  const again = await repeat(page, request);
  expect(again).toContain(`"url":"${link?.url}"`);
  expect(again).toContain(`"id":"${ourId}"`);
  expect(again).toContain('"repeated":true');

  // Nor does an old attempt with somebody else's ID give this link away.
  const other = newPatientId();
  const forged = await repeat(page, request, (body) => body.replace(patientId, other));
  expect(forged).toContain('"kind":"not-made"');
  expect(forged).not.toContain(link?.token);
  expect(await created(sandbox)).toBe(1);
});

test("a press that arrives twice makes one link, and the card says so", async ({
  page,
  sandbox,
}) => {
  const patientId = newPatientId();
  await page.goto("/");
  await page.route(
    "/",
    async (route) => {
      await route.fetch();
      await route.continue();
    },
    { times: 1 },
  );
  await enter(page, patientId);
  await expectLinkReady(page, patientId);
  await expect(card(page)).toContainText(
    "This link was already made. The first press worked. Nothing was made twice.",
  );
  expect(await sandbox.sessionsOf(patientId)).toHaveLength(1);
});

test("two desks that press for one patient at the same moment make one link", async ({
  context,
  page,
  sandbox,
}) => {
  const patientId = newPatientId();
  const desks = [page, await context.newPage()];
  for (const desk of desks) {
    await desk.goto("/");
    await desk.getByLabel("Patient ID").fill(patientId);
  }
  await sandbox.fault({ on: "createSession", kind: "latency", ms: 1_000 });
  await Promise.all(desks.map((desk) => desk.getByLabel("Patient ID").press("Enter")));

  // Nobody knows which: the other one waits for it, and is asked.
  const useIt = (desk: Page) => desk.getByRole("link", { name: /^Use it/ });
  await Promise.race(desks.map((desk) => useIt(desk).click()));
  for (const desk of desks) await expectLinkReady(desk, patientId);
  expect(new Set(desks.map((desk) => desk.url())).size).toBe(1);
  expect(await sandbox.sessionsOf(patientId)).toHaveLength(1);
});

test("an answer lost on its way from the API is found again", async ({ page, sandbox }) => {
  const patientId = newPatientId();
  const posts = countPosts(page);
  await sandbox.fault({ on: "createSession", kind: "drop-after" });
  await page.clock.install();
  await page.goto("/");
  await stopTheClock(page);
  await enter(page, patientId);
  await expect(problem(page).getByRole("heading", { name: unknown })).toBeFocused();
  await expect(problem(page)).toContainText("We are checking. Your entries are kept.");
  await expect(problem(page)).toContainText("Do not start again.");
  await expect(form(page).getByRole("button", { name: "Checking…" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await page.getByLabel("Patient ID").press("Enter");
  expect(posts()).toBe(1);

  await page.clock.resume();
  await expectLinkReady(page, patientId);
  await expect(card(page)).toContainText(found);
  await expect(problem(page)).toHaveCount(0);
  expect(await created(sandbox)).toBe(1);
});

test("a request lost on its way to the API is looked for, not sent again", async ({
  page,
  sandbox,
}) => {
  const patientId = newPatientId();
  await sandbox.fault({ on: "createSession", kind: "drop-before" });
  await page.goto("/");
  await fillEverything(page, patientId);
  const typed = await entries(page);
  await pressCreate(page);
  await expect(problem(page).getByRole("heading", { name: unknown })).toBeVisible();
  await expect(problem(page).getByRole("heading", { name: notMade })).toBeVisible({
    timeout: 30_000,
  });
  await expect(problem(page)).toContainText("Your entries are kept. Press Create.");
  expect(await entries(page)).toEqual(typed);
  expect(await created(sandbox)).toBe(1);
  expect(await sandbox.sessionsOf(patientId)).toEqual([]);

  await pressCreate(page);
  await expectLinkReady(page, patientId);
  expect(await sandbox.sessionsOf(patientId)).toHaveLength(1);
});

test("while the API cannot be asked, nothing is claimed", async ({ page, sandbox }) => {
  const patientId = newPatientId();
  await sandbox.fault({ on: "createSession", kind: "drop-after" });
  const cannotLook = { on: "listPatientSessions", kind: "drop-before", patientId } as const;
  await sandbox.fault({ ...cannotLook, skip: 1, times: null });
  await page.goto("/");
  await enter(page, patientId);
  await expect(problem(page).getByRole("heading", { name: unknown })).toBeVisible();
  // All looks are over: long enough for a search that finds nothing to settle it.
  await expect(form(page).getByRole("button", { name: "Create link" })).toBeVisible({
    timeout: 50_000,
  });
  await expect(problem(page).getByRole("heading", { name: unknown })).toBeVisible();
  await expect(problem(page)).toContainText("We are checking.");

  await sandbox.clearFaults();
  await problem(page).getByRole("button", { name: "Check now" }).click();
  await expectLinkReady(page, patientId);
  await expect(card(page)).toContainText(found);
  expect(await created(sandbox)).toBe(1);
});

test("a crash between the API's answer and ours loses no link", async ({
  browser,
  context,
  page,
  sandbox,
  startApp,
}) => {
  const patientId = newPatientId();
  const env = { DESK_SECRET: "" };
  const app = await startApp({ env });
  await sandbox.fault({ on: "createSession", kind: "hang", afterWork: true });
  await page.clock.install();
  await page.goto(app.url);
  await stopTheClock(page);
  await enter(page, patientId);
  await expect.poll(async () => (await sandbox.sessionsOf(patientId)).length).toBe(1);
  await app.crash();
  await expect(problem(page).getByRole("heading", { name: unknown })).toBeVisible();

  const { port } = new URL(app.url);
  await startApp({ env: { ...env, PORT: port, DATA_DIR: app.dataDir } });

  // Whoever comes without the old form is offered the link. In a browser of their own: time stands
  // still in all pages of this one, and a page whose parts come one by one would wait for ever.
  const elsewhere = await browser.newContext({ storageState: await context.storageState() });
  const colleague = await elsewhere.newPage();
  await colleague.goto(app.url);
  await enter(colleague, patientId);
  await problem(colleague)
    .getByRole("link", { name: /^Use it \(/ })
    .click();
  await expectLinkReady(colleague, patientId);

  // The form that sent it gets the very same card.
  await problem(page).getByRole("button", { name: "Check now" }).click();
  await page.clock.resume();
  await expectLinkReady(page, patientId);
  await expect(card(page)).toContainText(found);
  expect(page.url()).toBe(colleague.url());
  await elsewhere.close();
  expect(await created(sandbox)).toBe(1);
});

test("a press that never reached our server is known to have made nothing", async ({
  page,
  sandbox,
}) => {
  const patientId = newPatientId();
  await page.clock.install();
  await page.goto("/");
  const sent = createRequest(page);
  await page.route("/", (route) => route.abort("connectionreset"));
  await stopTheClock(page);
  await enter(page, patientId);
  await expect(problem(page).getByRole("heading", { name: unknown })).toBeVisible();
  const checkNow = problem(page).getByRole("button", { name: "Check now" });
  const look = page.waitForEvent("requestfailed");
  await checkNow.click();
  await look;
  await expect(problem(page).getByRole("heading", { name: unknown })).toBeVisible();

  await page.unroute("/");
  await checkNow.click();
  await expect(problem(page).getByRole("heading", { name: notMade })).toBeVisible();
  // Arriving late, after staff were told so, it makes nothing any more.
  expect(await repeat(page, await sent)).toContain('"kind":"not-made"');
  expect(await sandbox.sessionsOf(patientId)).toEqual([]);

  await page.clock.resume();
  await pressCreate(page);
  await expectLinkReady(page, patientId);
  expect(await sandbox.sessionsOf(patientId)).toHaveLength(1);
});

test("an answer that never reached this browser is found again", async ({ page, sandbox }) => {
  const patientId = newPatientId();
  await page.goto("/");
  await page.route(
    "/",
    async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    },
    { times: 1 },
  );
  await enter(page, patientId);
  await expectLinkReady(page, patientId);
  await expect(card(page)).toContainText(found);
  expect(await created(sandbox)).toBe(1);
});

test("off the network nothing is sent, and nothing is said to be unknown", async ({ page }) => {
  const patientId = newPatientId();
  const posts = countPosts(page);
  await page.goto("/");
  await expect(page.getByLabel("Patient ID")).toBeFocused();
  await page.context().setOffline(true);
  await enter(page, patientId);
  await expect(problem(page).getByRole("heading", { name: "No connection" })).toBeFocused();
  await expect(problem(page)).toContainText("Your entries are safe on this screen.");
  await expect(page.getByLabel("Patient ID")).toHaveValue(patientId);
  expect(posts()).toBe(0);

  await page.context().setOffline(false);
  await problem(page).getByRole("button", { name: "Try again" }).click();
  await expectLinkReady(page, patientId);
});

/** The browser's own request to create. */
function createRequest(page: Page): Promise<Request> {
  return page.waitForRequest((request) => request.method() === "POST");
}

/** Sends a request of the browser once more, and returns the text of the answer. */
async function repeat(
  page: Page,
  request: Request,
  change: (body: string) => string = (body) => body,
): Promise<string> {
  const answer = await page.request.post(request.url(), {
    headers: await request.allHeaders(),
    data: change(request.postData() ?? ""),
  });
  return answer.text();
}

async function created(sandbox: SandboxControl): Promise<number> {
  return (await sandbox.calls()).counts.createSession ?? 0;
}
