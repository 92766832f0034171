import type { Page } from "@playwright/test";
import { expectNoAxeViolations } from "../support/accessibility";
import { expect, test } from "../support/fixtures";
import { makeLink } from "../support/links";
import { finish, signIn } from "../support/phone";

const saysDone = "Your hospital is connected. Your records are on the way.";
const saysUnknown = "The desk can see if it worked.";
const onlyMayo = { hospitals: { only: "Mayo Clinic" } };
const clean = /\/done\?t=[\w-]+$/;

/** Every address in the tab's history, as the browser keeps it. */
async function historyOf(phone: Page): Promise<string[]> {
  const browser = await phone.context().newCDPSession(phone);
  const { entries } = await browser.send("Page.getNavigationHistory");
  return entries.map((entry) => entry.url);
}

test.describe("from the hosted page", () => {
  test.beforeEach(async ({ page }) => {
    await page.goto("/");
  });

  test("two hospitals connect and the patient is done", async ({ page, phone, sandbox }) => {
    const link = await makeLink(page, sandbox);
    await phone.goto(link.url);
    await signIn(phone, "Mayo Clinic", "Allow");
    await signIn(phone, "Cleveland Clinic", "Allow");
    await finish(phone);

    await expect(phone).toHaveURL(clean);
    await expect(phone.getByRole("heading", { name: "You are done" })).toBeVisible();
    await expect(phone.getByText(saysDone)).toBeVisible();
    await expect(phone.getByRole("banner")).toHaveText("Riverside Clinic");
    await expect(phone).toHaveTitle("You are done – Riverside Clinic");
    await expect(phone.locator("html")).not.toContainText(/Mayo|Cleveland/);
    await expectNoAxeViolations(phone);
  });

  test("one of two is refused and the patient is sent to the desk", async ({
    page,
    phone,
    sandbox,
  }) => {
    const link = await makeLink(page, sandbox);
    await phone.goto(link.url);
    await signIn(phone, "Mayo Clinic", "Allow");
    await signIn(phone, "Cleveland Clinic", "Do not allow");
    await finish(phone);

    await expect(phone.getByRole("heading", { name: "Some of it worked" })).toBeVisible();
    await expect(phone.getByRole("list").nth(1)).toHaveText("Cleveland Clinic");
    await expect(phone.getByText("Tell the desk.")).toBeVisible();
    // Help with signing in, at the hospital that did not connect and at no other.
    const portal = phone.getByRole("link", { name: "mychart.clevelandclinic.org" });
    await expect(portal).toHaveAttribute("href", "https://mychart.clevelandclinic.org/");
    await expect(portal).toHaveAttribute("rel", "noreferrer noopener");
    await expect(phone.getByText("Forgot your password? Use that page.")).toBeVisible();
    await expect(phone.locator("html")).not.toContainText("mayoclinic");
    await expectNoAxeViolations(phone);
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  test("nothing connects and nothing is claimed", async ({ page, phone, sandbox }) => {
    const link = await makeLink(page, sandbox);
    await phone.goto(link.url);
    await finish(phone);

    await expect(phone.getByRole("heading", { name: "No hospital is connected" })).toBeVisible();
    await expectNoAxeViolations(phone);
  });

  test("the only hospital connects", async ({ page, phone, sandbox }) => {
    const link = await makeLink(page, sandbox, onlyMayo);
    await phone.goto(link.url);
    await phone.getByRole("button", { name: "Allow", exact: true }).click();

    await expect(phone).toHaveURL(clean);
    await expect(phone.getByText(saysDone)).toBeVisible();
  });

  test("the only hospital is refused", async ({ page, phone, sandbox }) => {
    const link = await makeLink(page, sandbox, onlyMayo);
    await phone.goto(link.url);
    await phone.getByRole("button", { name: "Do not allow" }).click();

    await expect(phone).toHaveURL(clean);
    await expect(phone.getByRole("heading", { name: "No hospital is connected" })).toBeVisible();
    await expect(phone.locator("html")).not.toContainText("access_denied");
  });

  for (const fault of [{ kind: "status", status: 500 }, { kind: "hang" }] as const) {
    test(`claims nothing while the API has a fault: ${fault.kind}`, async ({
      page,
      phone,
      sandbox,
    }) => {
      const link = await makeLink(page, sandbox, onlyMayo);
      await phone.goto(link.url);
      await sandbox.fault({ on: "getSession", times: null, ...fault });
      await phone.getByRole("button", { name: "Allow", exact: true }).click();

      await expect(phone.getByRole("heading", { name: "Thank you" })).toBeVisible();
      await expect(phone.getByText(saysUnknown)).toBeVisible();
      await expectNoAxeViolations(phone);
    });
  }
});

for (const [generation, reference] of [
  ["sessions", "session_id"],
  ["patient-flows", "patient_flow_id"],
  ["patient-sessions", "patient_session_id"],
] as const) {
  test(`the patient's id stays nowhere on the phone: ${generation}`, async ({
    page,
    phone,
    sandbox,
    startApp,
  }) => {
    const app = await startApp({ env: { MEDBLOCKS_GENERATION: generation } });
    await page.goto(app.url);
    const link = await makeLink(page, sandbox, onlyMayo);
    const { patientId } = link;
    const arrival = phone.waitForRequest((request) => request.url().includes(`${reference}=`));
    await phone.goto(link.url);
    await phone.getByRole("button", { name: "Allow", exact: true }).click();
    await expect(phone.getByText(saysDone)).toBeVisible();

    // The one address that names the patient is passed through and not kept.
    expect(new URL((await arrival).url()).searchParams.get("patient_id")).toBe(
      generation === "sessions" ? null : patientId,
    );
    expect(phone.url()).toMatch(clean);
    expect(await phone.content()).not.toContain(patientId);
    expect(await phone.evaluate(() => document.referrer)).not.toContain(patientId);

    const request = phone.waitForRequest(/lang=es/);
    await phone.getByRole("link", { name: "Español" }).click();
    await expect(phone.getByText("Su hospital está conectado.")).toBeVisible();
    expect(await (await request).headerValue("referer")).toBeNull();
    expect(await phone.evaluate(() => document.referrer)).toBe("");

    const visited = (await historyOf(phone)).join("\n");
    expect(visited).toContain("/done?t=");
    expect(visited).not.toContain(patientId);
    expect(visited).not.toContain(link.id);
    await phone.goBack();
    await phone.goBack();
    expect(phone.url()).not.toContain(patientId);
    expect(app.log()).not.toContain(patientId);
  });
}

test("success=true is not believed", async ({ page, phone, sandbox }) => {
  await page.goto("/");
  const link = await makeLink(page, sandbox, onlyMayo);
  const forged = new URLSearchParams({
    session_id: link.id,
    patient_id: link.patientId,
    success: "true",
    connection_id: link.directSourceId ?? "",
  });
  await phone.goto(`/done?${forged}`);

  await expect(phone).toHaveURL(clean);
  await expect(phone.getByText(saysUnknown)).toBeVisible();
  await expect(phone.getByText(saysDone)).toHaveCount(0);
});

test("the desk hears whose records they are, in the patient's own word", async ({
  page,
  phone,
  sandbox,
  startApp,
}) => {
  const app = await startApp();
  await page.goto(`${app.url}/settings`);
  await page.getByRole("checkbox", { name: "Ask patients whose records they connected" }).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved: Ask patients whose records they")).toBeVisible();
  await page.goto(app.url);
  const link = await makeLink(page, sandbox, onlyMayo);
  await phone.goto(link.url);
  await phone.getByRole("button", { name: "Allow", exact: true }).click();

  await expect(phone.getByRole("heading", { name: "Whose records did you" })).toBeVisible();
  await expectNoAxeViolations(phone);
  await phone.getByRole("link", { name: "Español" }).click();
  const answered = phone.waitForRequest((request) => request.method() === "POST");
  await phone.getByRole("button", { name: "De mi hijo o hija" }).click();
  await expect(phone.getByText("En recepción pueden ver su respuesta.")).toBeVisible();
  await expect(phone.getByRole("button")).toHaveCount(0);
  expect((await answered).postData()).toBe("whose=child");
  expect(await (await answered).headerValue("referer")).toBeNull();
  expect(phone.url()).not.toContain("child");

  // The first answer stays, and one that another site sends is none.
  const address = phone.url();
  for (const headers of [{}, { "sec-fetch-site": "cross-site" }]) {
    const again = await phone.request.post(address, { form: { whose: "other" }, headers });
    expect(await again.text()).toContain("En recepción pueden ver su respuesta.");
  }
  await page.reload();
  await expect(page.getByText("The patient says: my child’s records.")).toBeVisible();
});
