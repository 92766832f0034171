import type { Browser, Page } from "@playwright/test";
import { expectNoAxeViolationsInEitherTheme } from "../support/accessibility";
import {
  enterPassword,
  newColleague,
  newPerson,
  type Person,
  signOut,
  signOutElsewhere,
  trouble,
} from "../support/accounts";
import { expectLinkReady, form, pressCreate, problem } from "../support/desk";
import { expect, newPatientId, test } from "../support/fixtures";
import { card, code, makeLink } from "../support/links";
import type { RunningApp } from "../support/processes";
import { expectNothingSideways } from "../support/reach";

test.use({ contextOptions: { reducedMotion: "reduce" } });

const veil = (page: Page) => page.getByRole("dialog", { name: "This screen is covered" });
const signInAgain = (page: Page) => page.getByRole("dialog", { name: "Sign in to go on" });
const patientField = (page: Page) => page.getByLabel("Patient ID");

/** Somebody at a desk of their own whose clock the test moves, with a half-typed form. */
async function halfTyped(browser: Browser, app: RunningApp, administrator: Page, person: Person) {
  const joined = await newColleague(browser, app, administrator, person);
  const desk = await joined.context().newPage();
  // To a page that is open hours would seem to pass.
  await joined.close();
  const patientId = newPatientId();
  await desk.clock.install();
  await desk.goto("/");
  await patientField(desk).fill(patientId);
  await desk.getByLabel("Name (optional)").fill("Maria Lopez");
  await expect(form(desk).getByRole("button", { name: "Create link" })).toBeEnabled();
  return { desk, patientId };
}

/** Nothing of the patient is seen, read out, printed or reached. */
async function expectCovered(page: Page, patientId: string) {
  for (const media of ["print", "screen"] as const) {
    await page.emulateMedia({ media });
    await expect(page.getByText(patientId)).not.toBeVisible();
    await expect(patientField(page)).not.toBeVisible();
  }
  expect(await page.locator("body").ariaSnapshot()).not.toContain(patientId);
  await patientField(page).evaluate((field) => field.focus());
  await expect(patientField(page)).not.toBeFocused();
}

test("after two minutes without input a veil covers the patient, and one key or click lifts it", async ({
  page,
  sandbox,
}) => {
  const patientId = newPatientId();
  await page.clock.install();
  await page.goto("/");
  await makeLink(page, sandbox, { patientId });
  await patientField(page).fill("half-typed");
  await page.clock.fastForward("01:55");
  await patientField(page).press("End");
  await page.clock.fastForward("01:55");
  await expect(veil(page)).toHaveCount(0);

  await page.clock.fastForward("00:10");
  await expect(veil(page)).toBeVisible();
  await expectCovered(page, patientId);
  await expect(code(page)).not.toBeVisible();
  await expectNoAxeViolationsInEitherTheme(page);
  await page.mouse.move(50, 50);
  await expect(veil(page)).toBeVisible();

  // The key does nothing else.
  await page.keyboard.press("F2");
  await expect(veil(page)).toHaveCount(0);
  await expect(patientField(page)).toHaveValue("half-typed");
  await expect(patientField(page)).toBeFocused();
  await expect(code(page)).toBeVisible();

  // So for the screen that is turned to the patient; a click presses nothing that lies below.
  await page.keyboard.press("F4");
  const screen = page.getByRole("dialog").filter({ has: page.getByRole("img") });
  await expect(screen).toBeVisible();
  const close = await page.getByRole("button", { name: "Close screen" }).boundingBox();
  await page.clock.fastForward("02:05");
  await expect(veil(page)).toBeVisible();
  await expect(screen).not.toBeVisible();
  await page.mouse.click((close?.x ?? 0) + 5, (close?.y ?? 0) + 5);
  await expect(veil(page)).toHaveCount(0);
  await expect(screen).toBeVisible();
});

test("after fifteen minutes the session ends, and the same person goes on with the half-typed form", async ({
  page,
  app,
  browser,
  sandbox,
}) => {
  const dana = newPerson("Dana Keller");
  const { desk, patientId } = await halfTyped(browser, app, page, dana);
  const otherTab = await desk.context().newPage();
  await otherTab.goto("/");
  await desk.bringToFront();

  // As after a sleep: the first move does not undo the hours before it.
  await desk.clock.fastForward("15:05");
  await expect(signInAgain(desk)).toBeVisible();
  await expect(signInAgain(otherTab)).toBeVisible();
  await expectCovered(desk, patientId);
  expect((await desk.request.get("/api/sources?q=mayo")).status()).toBe(401);
  await expectNoAxeViolationsInEitherTheme(desk);
  await desk.setViewportSize({ width: 320, height: 640 });
  await expectNothingSideways(desk);
  for (const key of ["Escape", "Escape", "F2"]) await desk.keyboard.press(key);
  await expect(signInAgain(desk)).toBeVisible();

  await enterPassword(desk, { ...dana, password: "not my password at all" });
  await expect(trouble(desk)).toContainText("That did not match");
  await enterPassword(desk, dana);
  await expect(signInAgain(desk)).toHaveCount(0);
  await expect(signInAgain(otherTab)).toHaveCount(0);
  await expect(patientField(desk)).toHaveValue(patientId);
  await expect(desk.getByLabel("Name (optional)")).toHaveValue("Maria Lopez");
  await pressCreate(desk);
  await expectLinkReady(desk, patientId);
  expect(await sandbox.sessionsOf(patientId)).toHaveLength(1);
});

test("for a colleague everything starts afresh, and Back shows nothing of the one before", async ({
  page,
  app,
  browser,
  sandbox,
}) => {
  const [dana, sam] = [newPerson("Dana Keller"), newPerson("Sam Ortiz")];
  await newColleague(browser, app, page, sam);
  const { desk, patientId } = await halfTyped(browser, app, page, dana);
  await pressCreate(desk);
  await expectLinkReady(desk, patientId);
  await patientField(desk).fill("half-typed");
  await desk.clock.fastForward("15:05");
  await enterPassword(desk, sam);
  await expect(signInAgain(desk)).toHaveCount(0);
  await expect(desk).toHaveURL(`${app.url}/`);
  await expect(patientField(desk)).toHaveValue("");
  await expect(card(desk)).not.toContainText(patientId);
  await expect(desk.locator("header").getByText("Sam O.")).toBeVisible();

  const next = newPatientId();
  await makeLink(desk, sandbox, { patientId: next });
  await signOut(desk);
  await desk.goBack();
  await expect(desk.getByRole("form", { name: "Sign in" })).toBeVisible();
  await expect(desk.getByText(next)).toHaveCount(0);
});

test("who was signed out elsewhere reads so at Create, signs in there and makes the link", async ({
  page,
  app,
  browser,
  sandbox,
}) => {
  const dana = newPerson("Dana Keller");
  const { desk, patientId } = await halfTyped(browser, app, page, dana);
  await signOutElsewhere(desk);

  await pressCreate(desk);
  await expect(problem(desk).getByRole("heading", { name: "Sign in again" })).toBeFocused();
  await expect(problem(desk)).toContainText("No link was made. Your entries are still here.");
  await problem(desk).getByRole("button", { name: "Sign in" }).click();
  await enterPassword(desk, dana);
  await expect(signInAgain(desk)).toHaveCount(0);
  await expect(problem(desk)).toHaveCount(0);
  const create = form(desk).getByRole("button", { name: "Create link" });
  await expect(create).toBeFocused();
  await create.press("Enter");
  await expectLinkReady(desk, patientId);
  expect(await sandbox.sessionsOf(patientId)).toHaveLength(1);
});
