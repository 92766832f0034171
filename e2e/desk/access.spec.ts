import type { Page } from "@playwright/test";
import {
  expectNoAxeViolations,
  expectNoAxeViolationsInEitherTheme,
} from "../support/accessibility";
import { tamper } from "../support/database";
import { enter, newLink, pressCreate, problem } from "../support/desk";
import { expect, newPatientId, test } from "../support/fixtures";
import { add } from "../support/hospitals";
import { card, code, makeLink } from "../support/links";
import { expectLargeTargets, expectNothingSideways, tabThrough } from "../support/reach";

const twoHospitals = { suggest: ["Mayo Clinic", "Cleveland Clinic"] };

/** As on a monitor of 1280 x 1024 at 400 %. */
const zoomedIn = { width: 320, height: 256 };

test.describe("axe finds nothing in either theme", () => {
  // Colours are measured at rest.
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("in the form, empty and with every entry wrong", async ({ page }) => {
    await page.goto("/");
    await expectNoAxeViolationsInEitherTheme(page);
    await enterOnlyMistakes(page);
    await expectNoAxeViolationsInEitherTheme(page);
    await page.getByRole("button", { name: "Keys" }).click();
    await expectNoAxeViolationsInEitherTheme(page);
  });

  test("in what stands above the form", async ({ page, sandbox, startApp }) => {
    // One of its own: while the API asks for silence, an app looks up nothing by itself.
    const app = await startApp();
    const [known, twice] = [newPatientId(), newPatientId()];
    await sandbox.seedPatient({ patientId: known, name: "Maria Lopez" });
    await page.goto(app.url);
    await page.getByLabel("Name").fill("Mario Lopes");
    await enter(page, known);
    await expectProblem(page, "This ID belongs to someone else");
    await expectNoAxeViolationsInEitherTheme(page);

    await newLink(page);
    await makeLink(page, sandbox, { patientId: twice });
    await enter(page, twice);
    await expectProblem(page, "Open link already exists");
    await expectNoAxeViolationsInEitherTheme(page);

    await newLink(page);
    await sandbox.fault({ on: "createSession", kind: "status", status: 429, retryAfter: 60 });
    await enter(page, newPatientId());
    await expectProblem(page, "Too many links at once");
    await expectNoAxeViolationsInEitherTheme(page);

    await newLink(page);
    await sandbox.fault({ on: "createSession", kind: "drop-after" });
    const patientId = newPatientId();
    const cannotLook = { on: "listPatientSessions", kind: "status", status: 500 } as const;
    await sandbox.fault({ ...cannotLook, skip: 1, times: null, patientId });
    await enter(page, patientId);
    await expectProblem(page, "We do not know yet if the link was made");
    await expectNoAxeViolationsInEitherTheme(page);
  });

  test("in the card, from the press to the end", async ({ page, sandbox }) => {
    await page.goto("/");
    await sandbox.fault({ on: "createSession", kind: "latency", ms: 5_000 });
    await enter(page, newPatientId());
    await expect(card(page).getByText("Creating…")).toBeVisible();
    await expectNoAxeViolationsInEitherTheme(page);
    await expect(code(page)).toBeVisible();
    await page.keyboard.press("F2");

    const link = await makeLink(page, sandbox, { hospitals: twoHospitals });
    const [mayo = "", cleveland = ""] = link.recommendedIds ?? [];
    await page.getByText("No phone?").click();
    await expectNoAxeViolationsInEitherTheme(page);
    await page.keyboard.press("F4");
    await expectNoAxeViolationsInEitherTheme(page);
    await page.keyboard.press("Escape");

    await sandbox.outcome(link.id, { sourceId: mayo, status: "active" });
    await expectState(page, "Connecting");
    await expectNoAxeViolationsInEitherTheme(page);
    await sandbox.outcome(link.id, { sourceId: cleveland, status: "failed" });
    await sandbox.complete(link.id);
    await expectState(page, "Partly connected");
    await expectNoAxeViolationsInEitherTheme(page);
  });

  test("in the card at each other end", async ({ page, sandbox }) => {
    await page.goto("/");
    const connected = await makeLink(page, sandbox, { hospitals: { only: "Mayo Clinic" } });
    const sourceId = connected.directSourceId ?? "";
    await sandbox.outcome(connected.id, { sourceId, status: "active" });
    await expectState(page, "Connected");
    await expectNoAxeViolationsInEitherTheme(page);

    await newLink(page);
    await sandbox.complete((await makeLink(page, sandbox)).id);
    await expectState(page, "Finished, nothing connected");
    await expectNoAxeViolationsInEitherTheme(page);

    await newLink(page);
    await sandbox.expire((await makeLink(page, sandbox)).id);
    await expectState(page, "Ended");
    await expectNoAxeViolationsInEitherTheme(page);
  });

  test("where there is no page, and where a page fails", async ({ page, sandbox, app }) => {
    await page.goto("/nowhere");
    await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
    await expectNoAxeViolationsInEitherTheme(page);
    await page.goto("/sessions/nowhere");
    await expect(page.getByRole("heading", { name: "We cannot find this link" })).toBeVisible();
    await expectNoAxeViolationsInEitherTheme(page);

    await page.goto("/");
    await makeLink(page, sandbox);
    const id = page.url().split("/").at(-1) ?? "";
    tamper(app.dataDir, "update sessions set details = 'AAAA' where id = ?", id);
    await page.reload();
    await expect(page.getByRole("heading", { name: "Connect Desk has a problem" })).toBeVisible();
    await expectNoAxeViolationsInEitherTheme(page);
    // Not for the tests that come next.
    tamper(app.dataDir, "delete from sessions where id = ?", id);
  });
});

test("forced colours keep the form, its errors and the card usable", async ({ page, sandbox }) => {
  // The colours are the reader's own, so there is no contrast of ours to measure.
  const contrast = ["color-contrast", "color-contrast-enhanced"];
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto("/");
  await enterOnlyMistakes(page);
  await expectNoAxeViolations(page, contrast);
  await newLink(page);
  await makeLink(page, sandbox, { hospitals: twoHospitals });
  await expectNoAxeViolations(page, contrast);
  // Tints are gone, so what they held together has an outline.
  const badge = card(page).getByText("Waiting for patient").locator("..");
  await expect(badge).toHaveCSS("border-top-width", "1px");
});

test("the main job can be done at 400 %, and nothing scrolls sideways", async ({
  page,
  sandbox,
}) => {
  await page.setViewportSize(zoomedIn);
  await page.goto("/");
  await enterOnlyMistakes(page);
  await expectNothingSideways(page);
  await expectLargeTargets(page);

  await newLink(page);
  await page.getByRole("button", { name: "Keys" }).click();
  await expectNothingSideways(page);
  await expectLargeTargets(page);
  await page.getByRole("button", { name: "Close", exact: true }).click();

  const patientId = `${newPatientId()}-${"0123456789".repeat(12)}`;
  const name = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Abdurrahman";
  await sandbox.seedPatient({ patientId, name, email: "w@example.com" });
  await page.getByLabel("Name").fill(`${name} Jr.`);
  await add(page, "Ann & Robert H. Lurie Children's Hospital of Chicago");
  await page.getByRole("radio", { name: "15 min" }).check();
  await enter(page, patientId);
  await expectProblem(page, "This ID belongs to someone else");
  await expectNothingSideways(page);
  await expectLargeTargets(page);

  await problem(page).getByRole("button", { name: /^Use/ }).click();
  await expect(code(page)).toBeVisible();
  await page.getByText("No phone?").click();
  await expectNothingSideways(page);
  await expectLargeTargets(page);

  await page.getByRole("button", { name: "Show to patient" }).click();
  await expect(page.getByRole("dialog").getByRole("img")).toBeVisible();
  await expectNothingSideways(page);
  await page.getByRole("button", { name: "Close screen" }).click();
  await page.getByRole("button", { name: "Copy link" }).click();
  await card(page).getByRole("button", { name: "New link" }).click();
  await expect(page.getByLabel("Patient ID")).toBeFocused();
});

test("Tab goes through the desk in order, each stop in view with a ring that can be seen", async ({
  page,
  sandbox,
}) => {
  await page.goto("/");
  await makeLink(page, sandbox, { hospitals: twoHospitals });
  await add(page, "Duke Health");
  await page.getByText("More options").click();
  await expect(page.getByRole("button", { name: "Add a note" })).toBeVisible();
  await page.getByText("No phone?").click();
  await page.setViewportSize(zoomedIn);

  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const stops = await tabThrough(page);
    // How many links need help depends on the tests before.
    const names = stops.map(({ name }) => name).filter((name) => !/needs? help$/.test(name));
    expect(names).toEqual([
      ...["New link", "Links", "Settings", "Keys", "Demo C.", "Patient ID"],
      ...["Name (optional)", "Email (optional)"],
      ...["Suggest these. The patient can pick others.", "Add a hospital", "Remove Duke Health"],
      ...["1 hour", "More options", "Return page (optional)", "Button label (optional)"],
      ...["Add a note", "Create link", "Show to patientF4", "Copy linkF8"],
      ...["PrintCtrl+P", "Paper: Card (A6), English", "Send it", "No phone?"],
      ...["open the link in a new window", "New linkF2", "All links of this patient"],
      ...["Something is wrong?"],
    ]);
    expect(stops.filter(({ covered }) => covered)).toEqual([]);
    expect(stops.filter(({ ring, contrast }) => ring < 3 || contrast < 3)).toEqual([]);
  }
});

test("nothing moves for those who asked for less motion", async ({ page, sandbox }) => {
  await page.goto("/");
  await makeLink(page, sandbox);
  expect(await longestMotion(page)).toBeGreaterThan(0.1);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await longestMotion(page)).toBeLessThanOrEqual(0.01);
});

/** Every rule of the form broken at once, with every part of it open. */
async function enterOnlyMistakes(page: Page) {
  await page.getByLabel("Email").fill("maria.example.com");
  await page.getByRole("radio", { name: "Only this one." }).check();
  await page.getByRole("radio", { name: "Other", exact: true }).check();
  await page.getByLabel("How long the link works").fill("0");
  await page.getByText("More options").click();
  await page.getByLabel("Return page").fill("http://clinic.example");
  await page.getByLabel("Button label").fill("x".repeat(61));
  await page.getByRole("button", { name: "Add a note" }).click();
  await page.getByLabel("Note 1 text").fill("a text without a name");
  await pressCreate(page);
  await expect(problem(page).getByRole("link")).toHaveCount(6);
}

async function expectProblem(page: Page, heading: string) {
  await expect(problem(page).getByRole("heading", { name: heading })).toBeVisible();
}

async function expectState(page: Page, state: string) {
  await expect(card(page).getByText(state, { exact: true }).first()).toBeVisible();
}

/** Of everything on the page, in seconds. */
async function longestMotion(page: Page): Promise<number> {
  return page.evaluate(() => {
    const durations = [...document.querySelectorAll("*")].flatMap((element) =>
      [null, "::before", "::after", "::backdrop"].flatMap((part) => {
        const { animationDuration, transitionDuration } = getComputedStyle(element, part);
        return `${animationDuration},${transitionDuration}`.split(",").map(Number.parseFloat);
      }),
    );
    return Math.max(...durations);
  });
}
