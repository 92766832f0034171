import type { Page } from "@playwright/test";
import { expectNoAxeViolations } from "./accessibility";
import { expect, test } from "./fixtures";
import { makeLink } from "./links";
import { finish, signIn } from "./phone";

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
    await expect(phone.getByText("Tell the desk.")).toBeVisible();
    await expectNoAxeViolations(phone);
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
  test(`the patient's id stays nowhere on the phone: ${generation} (row 23)`, async ({
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

test("success=true is not believed (row 23)", async ({ page, phone, sandbox }) => {
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
