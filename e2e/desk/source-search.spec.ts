import { expect, test } from "../support/fixtures";
import { activeOption, chips, listen, option, picker } from "../support/hospitals";

/** The app remembers searches for minutes: whoever spoils the catalog asks what nobody asked before. */
const neverAsked = () => `Clinic ${Date.now()}`;
const noAnswer = { on: "listConnections", kind: "status", status: 403, times: null } as const;

test.beforeEach(async ({ page }) => {
  await page.goto("/");
});

for (const spelling of ["St Lukes", "Saint Lukes", "st. luke’s"]) {
  test(`finds each spelling of Saint Luke's for ${spelling}`, async ({ page }) => {
    await picker(page).fill(spelling);
    await expect(option(page, "Saint Luke's Health System")).toBeVisible();
    await expect(option(page, "St. Luke's University Health Network")).toBeVisible();
  });
}

test("says so when no hospital has that name", async ({ page }) => {
  const heard = await listen(page);
  await picker(page).fill("xyz");
  const sentence = "No hospital called 'xyz'. Check the spelling.";
  await expect(page.getByText(sentence).first()).toBeVisible();
  expect(await heard()).toContain(sentence);
});

test("says that it searches when the answer takes long", async ({ page, sandbox }) => {
  await sandbox.fault({ on: "listConnections", kind: "latency", ms: 1_500, times: null });
  await picker(page).fill(neverAsked());
  await expect(page.getByText("Searching…").first()).toBeVisible();
  await expect(page.getByText("No hospital called").first()).toBeVisible();
  await expect(page.getByText("Searching…")).toHaveCount(0);
});

test("keeps the last good list when the next one does not load", async ({ page, sandbox }) => {
  await picker(page).fill("mayo");
  await expect(option(page, "Mayo Clinic")).toBeVisible();

  await sandbox.fault(noAnswer);
  await picker(page).fill(neverAsked());
  await expect(page.getByText("The list did not load.").first()).toBeVisible();
  await expect(option(page, "Mayo Clinic")).toBeVisible();

  await sandbox.clearFaults();
  await picker(page).press("Tab");
  await expect(page.getByRole("button", { name: "Try again" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("No hospital called").first()).toBeVisible();
  await expect(picker(page)).toBeFocused();
  await expect(page.getByText("The list did not load.")).toHaveCount(0);
});

test("a quick ↓ and Enter never takes a hospital of an earlier list", async ({ page, sandbox }) => {
  await picker(page).fill("mayo");
  await expect(option(page, "Mayo Clinic")).toBeVisible();
  await sandbox.fault({ on: "listConnections", kind: "latency", ms: 1_000, times: null });
  await picker(page).fill(neverAsked());
  await picker(page).press("ArrowDown");
  await picker(page).press("Enter");
  await expect(page.getByText("No hospital called").first()).toBeVisible();
  await expect(chips(page).filter({ hasText: "Mayo Clinic" })).toHaveCount(0);
});

test("the highlight stays with its hospital when the list under it changes", async ({ page }) => {
  await picker(page).fill("mayo clinic");
  await expect(option(page, "Mayo Clinic")).toBeVisible();
  await page.route("**/api/sources?*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await route.continue();
  });
  await picker(page).fill("clinic");
  await picker(page).press("ArrowDown");
  await expect.poll(() => activeOption(page)).toBe("Mayo Clinic");

  await expect(option(page, "Cleveland Clinic")).toBeVisible();
  expect(await activeOption(page)).toBe("Mayo Clinic");
  await picker(page).press("Enter");
  await expect(page.getByRole("button", { name: "Remove Mayo Clinic" })).toBeVisible();
});

test("a pasted ID becomes the hospital's name", async ({ page }) => {
  const answer = await page.request.get("/api/sources?q=rush");
  const id: string = (await answer.json()).sources[0].id;
  await picker(page).fill(` ${id} `);
  await expect(option(page, "Rush (pasted ID)")).toBeVisible();
  await picker(page).press("Enter");
  await expect(page.getByRole("button", { name: "Remove Rush" })).toBeVisible();

  await picker(page).fill("fhirsrc_00000000000000000000000000");
  await expect(page.getByText("No hospital with this ID.").first()).toBeVisible();
});
