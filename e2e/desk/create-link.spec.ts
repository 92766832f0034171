import { countPosts, enter, expectLinkReady, form } from "../support/desk";
import { expect, newPatientId, test } from "../support/fixtures";
import { card, code } from "../support/links";
import { expectReady } from "../support/ready";
import { scan } from "../support/scanner";

test("Patient ID has the focus and is all that is required", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByLabel("Patient ID")).toBeFocused();
  await expect(page).toHaveTitle("New link – Connect Desk");

  await page.getByText("More options").click();
  await page.getByRole("button", { name: "Add a note" }).click();
  await expect(page.locator(":required:visible")).toHaveCount(1);
  await expect(page.getByLabel("Patient ID")).toHaveAttribute("required");
  const labels = await form(page)
    .getByRole("textbox")
    .evaluateAll((fields) =>
      fields.map(
        (field) => (field instanceof HTMLInputElement ? field.labels : null)?.[0]?.textContent,
      ),
    );
  expect(labels).toEqual([
    "Patient ID",
    "Name (optional)",
    "Email (optional)",
    "Return page (optional)",
    "Button label (optional)",
    "Note 1 name (optional)",
    "Note 1 text (optional)",
  ]);
  await expect(page.locator("body")).not.toContainText("*");
});

test("eight characters and Enter make one link", async ({ page, sandbox }) => {
  const patientId = newPatientId().slice(-8);
  const posts = countPosts(page);
  await page.goto("/");
  await page.keyboard.type(patientId, { delay: 60 });
  await page.keyboard.press("Enter");

  await expectLinkReady(page, patientId);
  await expect(page.getByRole("heading", { name: "Link ready for" })).toBeFocused();
  await expect(page).toHaveTitle("Link – Connect Desk");
  await expect(page).toHaveURL(/\/sessions\/[\w-]{22}$/);
  for (const label of ["Patient ID", "Name", "Email"]) {
    await expect(page.getByLabel(label)).toHaveValue("");
  }
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Show to patient" })).toBeFocused();

  expect(posts()).toBe(1);
  const asked = await sandbox.askedAbout(patientId);
  expect(asked.toSorted()).toEqual(["createSession", "getPatient", "listPatientSessions"]);
  const [session] = await sandbox.sessionsOf(patientId);
  expect(session).toMatchObject({ directSourceId: null, buttonLabel: "Riverside Clinic" });
  await expect(card(page)).toContainText(session?.url ?? "no session");

  await page.goBack();
  await expect(card(page)).toHaveText("The QR code appears here.");
});

test("a scan makes the link, spaces or not", async ({ page, sandbox }) => {
  const patientId = newPatientId();
  await page.goto("/");
  await scan(page, ` ${patientId.slice(0, 6)} ${patientId.slice(6)}`);
  await expectLinkReady(page, patientId);
  expect(await sandbox.sessionsOf(patientId)).toHaveLength(1);
});

test("until the answer is there, the card says so and shows no code", async ({ page }) => {
  const patientId = newPatientId();
  const posts = countPosts(page);
  const answer = hold();
  await page.goto("/");
  await page.route("/", async (route) => {
    await answer.released;
    await route.continue();
  });
  await enter(page, patientId);

  const button = form(page).getByRole("button", { name: "Creating…" });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await expect(card(page).getByRole("status")).toHaveText(`Creating… ${patientId}`);
  await expect(page.getByLabel("Patient ID")).toBeEditable();
  await page.getByLabel("Patient ID").press("Enter");
  await page.keyboard.press("Control+Enter");
  await expect(code(page)).toHaveCount(0);

  answer.release();
  await expectLinkReady(page, patientId);
  expect(posts()).toBe(1);
});

test("who the patient is and which links are open is read side by side", async ({
  page,
  sandbox,
}) => {
  const latencyMs = 2_000;
  const patientId = newPatientId();
  for (const on of ["getPatient", "listPatientSessions"] as const) {
    await sandbox.fault({ on, kind: "latency", ms: latencyMs, patientId });
  }
  await page.goto("/");
  await enter(page, patientId);
  await expectLinkReady(page, patientId);

  const { calls } = await sandbox.calls();
  const asked = calls.filter((call) => call.patientId === patientId);
  expect(asked.map(({ operation }) => operation)).toEqual([
    expect.stringMatching(/getPatient|listPatientSessions/),
    expect.stringMatching(/getPatient|listPatientSessions/),
    "createSession",
  ]);
  const [first = 0, second = 0, create = 0] = asked.map(({ at }) => Date.parse(at));
  expect(second - first).toBeLessThan(latencyMs);
  expect(create - second).toBeGreaterThanOrEqual(latencyMs - 1);
});

test("what is typed before the page is ready is kept, and nothing else is taken yet", async ({
  page,
}) => {
  const patientId = newPatientId();
  const posts = countPosts(page);
  const scripts = hold();
  await page.route("**/*.js", async (route) => {
    await scripts.released;
    await route.continue();
  });
  await page.goto("/", { waitUntil: "commit" });
  await page.getByLabel("Patient ID").fill(patientId);
  await page.getByLabel("Patient ID").press("Enter");
  await expect(page.getByLabel("Patient ID")).toHaveValue(patientId);
  expect(page.url()).not.toContain(patientId);
  expect(posts()).toBe(0);
  const fourHours = page.getByRole("radio", { name: "4 hours", exact: true });
  await fourHours.click({ force: true });
  await expect(fourHours).not.toBeChecked();
  await expect(page.getByRole("button", { name: "Keys" })).toBeDisabled();

  scripts.release();
  await expectReady(page);
  await fourHours.check();
  await page.getByLabel("Patient ID").press("Enter");
  await expectLinkReady(page, patientId);
  expect(posts()).toBe(1);
});

/** Keeps something waiting until it is released. */
function hold() {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { released, release };
}
