import type { Page } from "@playwright/test";
import {
  anotherBrowser,
  enterPassword,
  newColleague,
  newPerson,
  signOutElsewhere,
} from "../support/accounts";
import { enter, expectLinkReady, newLink, pressCreate, problem } from "../support/desk";
import { expect, newPatientId, test } from "../support/fixtures";
import { card, makeLink, newestLink, toPatient } from "../support/links";

/** What this page asks the server for from now on, without its files. */
function asks(page: Page): () => string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.startsWith("/_next/")) asked.push(`${request.method()} ${pathname}`);
  });
  return () => asked;
}

/** Which load of the page this is: another one has another start. */
const load = (page: Page) => page.evaluate(() => performance.timeOrigin);

test("a card that was just made is shown without asking for its page", async ({ page }) => {
  await page.goto("/");
  const asked = asks(page);
  const patientId = newPatientId();
  await enter(page, patientId);
  await expectLinkReady(page, patientId);
  await expect(page).toHaveURL(/\/sessions\//);
  expect(asked().filter((ask) => ask.includes(" /sessions/"))).toEqual([]);
  expect(asked().filter((ask) => ask === "POST /")).toHaveLength(1);
});

test("pages follow each other in one load, and Back shows the card that was there", async ({
  page,
  sandbox,
}) => {
  await page.goto("/");
  const first = await load(page);
  const link = await makeLink(page, sandbox, { name: "Ann Lee" });
  await toPatient(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ann Lee" })).toBeVisible();
  await expect(page).toHaveTitle("Patient – Connect Desk");
  await page.goBack();
  await expectLinkReady(page, link.patientId);
  await expect(page).toHaveTitle("Link – Connect Desk");
  await page.goBack();
  await expect(card(page)).toHaveText("The QR code appears here.");
  await expect(page).toHaveTitle("New link – Connect Desk");

  // The form of that place is another one: what it sends is an attempt of its own.
  const next = await makeLink(page, sandbox);
  expect(next.id).not.toBe(link.id);
  await page.getByRole("navigation").getByRole("link", { name: "Links", exact: true }).click();
  await expect(page).toHaveTitle("Links – Connect Desk");
  await expect(page.getByRole("list", { name: "Links" })).toContainText(next.patientId);
  expect(await load(page)).toBe(first);
});

test("a link whose page was left before it was made leads nobody away", async ({ page }) => {
  const patientId = newPatientId();
  await page.goto("/");
  let answer = () => {};
  const released = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("/", async (route) => {
    await released;
    await route.continue();
  });
  await enter(page, patientId);
  await expect(card(page).getByText("Creating…")).toBeVisible();
  await page.getByRole("navigation").getByRole("link", { name: "Links", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Links" })).toBeVisible();
  const made = page.waitForResponse(
    (response) =>
      response.request().method() === "POST" && new URL(response.url()).pathname === "/",
  );
  answer();
  await (await made).finished();
  await page.getByRole("radio", { name: "All", exact: true }).check();
  await expect(page.getByRole("list", { name: "Links" })).toContainText(patientId);
  await expect(page).toHaveURL(/\/sessions$/);
});

test("“New link” begins with an empty form, from whatever page", async ({ page }) => {
  await page.goto("/sessions");
  await page.getByRole("main").getByRole("link", { name: "New link", exact: true }).click();
  await expect(page.getByLabel("Patient ID")).toBeFocused();
  await page.getByLabel("Patient ID").fill("half typed");
  await page.getByRole("navigation").getByRole("link", { name: "New link" }).click();
  await expect(page.getByLabel("Patient ID")).toHaveValue("");
  await expect(page.getByLabel("Patient ID")).toBeFocused();
});

test("whoever uses the open link that an alert names sees its card beside an empty form", async ({
  page,
  sandbox,
}) => {
  await page.goto("/");
  const link = await makeLink(page, sandbox, { name: "Ann Lee" });
  await page.goto("/");
  await enter(page, link.patientId);
  await problem(page)
    .getByRole("link", { name: /^Use it/ })
    .click();
  await expectLinkReady(page, link.patientId);
  await expect(problem(page)).toHaveCount(0);
  await expect(page.getByLabel("Patient ID")).toHaveValue("");
  await expect(page.getByLabel("Patient ID")).toBeFocused();
});

test("the page of a patient is asked for anew on Back", async ({ page, sandbox }) => {
  await page.goto("/");
  const link = await makeLink(page, sandbox, { name: "Ann Lee" });
  await sandbox.expire(link.id);
  await toPatient(page).click();
  const links = page.getByRole("region", { name: "Links", exact: true });
  await expect(links.getByText("Screen tag")).toHaveCount(1);
  await page.getByRole("main").getByRole("link", { name: "New link" }).click();
  await expect(page.getByLabel("Patient ID")).toHaveValue(link.patientId);
  await expect(page.getByLabel("Patient ID")).not.toBeFocused();
  await pressCreate(page);
  await expectLinkReady(page, link.patientId);
  await page.goBack();
  await expect(card(page)).toHaveText("The QR code appears here.");
  await page.goBack();
  await page.goBack();
  await expect(links.getByText("Screen tag")).toHaveCount(2);
});

test("rows ask for nothing before they are pressed", async ({ page, sandbox }) => {
  await page.goto("/");
  const link = await makeLink(page, sandbox);
  const path = new URL(page.url()).pathname;
  const asked = asks(page);
  await page.getByRole("navigation").getByRole("link", { name: "Links", exact: true }).click();
  const row = page.getByRole("listitem").filter({ hasText: link.patientId });
  await row.getByRole("link", { name: /^Show/ }).hover();
  await expect(row).toContainText("Waiting");
  expect(asked().filter((ask) => ask.includes(path) || ask.includes("/patients/"))).toEqual([]);
  await row.getByRole("link", { name: /^Show/ }).click();
  await expectLinkReady(page, link.patientId);
  expect(asked().filter((ask) => ask === `GET ${path}`)).toHaveLength(1);
});

test("who was signed out elsewhere is led to the sign-in page, and Back brings nothing from memory", async ({
  page,
  app,
  browser,
  sandbox,
}) => {
  const dana = newPerson("Dana Keller");
  const desk = await newColleague(browser, app, page, dana);
  const link = await makeLink(desk, sandbox, { name: "Ann Lee" });
  const before = await load(desk);
  await signOutElsewhere(desk);

  await toPatient(desk).click();
  await expect(desk.getByRole("form", { name: "Sign in" })).toBeVisible();
  // While it loads there is nobody to ask.
  await expect.poll(() => load(desk).catch(() => before)).not.toBe(before);
  await desk.goBack();
  await expect(desk).toHaveURL(/\/sign-in\?to=\/sessions\//);
  await expect(desk.getByRole("form", { name: "Sign in" })).toBeVisible();
  await expect(desk.getByText(link.patientId)).toHaveCount(0);
  await enterPassword(desk, dana);
  await expectLinkReady(desk, link.patientId);
});

test("what a reload forgot is asked for on Back and Forward, and F2 leads on from there", async ({
  page,
  sandbox,
}) => {
  await page.goto("/");
  const first = await makeLink(page, sandbox);
  await newLink(page);
  const second = await makeLink(page, sandbox);
  await page.reload();
  await expectLinkReady(page, second.patientId);
  await page.goBack();
  await expect(card(page)).toHaveText("The QR code appears here.");
  await page.goBack();
  await expectLinkReady(page, first.patientId);
  await page.getByLabel("Patient ID").fill("half typed");
  await page.goForward();
  await page.goForward();
  await expectLinkReady(page, second.patientId);
  await expect(page.getByLabel("Patient ID")).toHaveValue("half typed");
  await newLink(page);
  const patientId = newPatientId();
  await enter(page, patientId);
  await expectLinkReady(page, patientId);
  await newestLink(sandbox, patientId);
});

test("who is not signed in gets nothing of the clinic with the answer that sends them to do so", async ({
  page,
  app,
  browser,
}) => {
  const stranger = await anotherBrowser(browser, app);
  const settings = async (by: Page, headers: Record<string, string>) => {
    const answer = await by.request.get("/", { headers });
    return (await answer.text()).match(/readBackLine|handoutLanguages/g);
  };
  for (const headers of [{}, { RSC: "1" }]) {
    expect(await settings(stranger, headers)).toBeNull();
    expect(await settings(page, headers)).not.toBeNull();
  }
});
