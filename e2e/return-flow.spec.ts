import type { Page } from "@playwright/test";
import { expectNoAxeViolations } from "./accessibility";
import { test as base, expect, newPatientId } from "./fixtures";
import { option, picker } from "./hospitals";
import type { SandboxControl } from "./sandbox";

/** A phone beside the desk: a browser of its own that shares nothing with it. */
const test = base.extend<{ phone: Page }>({
  phone: async ({ browser, baseURL }, use) => {
    const context = await browser.newContext({
      ...(baseURL && { baseURL }),
      viewport: { width: 320, height: 640 },
    });
    await use(await context.newPage());
    await context.close();
  },
});

const saysDone = "Your hospital is connected. Your records are on the way.";
const saysUnknown = "The desk can see if it worked.";
const clean = /\/done\?t=[\w-]+$/;

/** Makes a link at the desk. */
async function makeLink(desk: Page, sandbox: SandboxControl, only?: string) {
  const patientId = newPatientId();
  await desk.getByLabel("Patient ID").fill(patientId);
  if (only) {
    await desk.getByRole("radio", { name: "Only this one." }).check();
    await picker(desk).fill(only);
    await option(desk, only).click();
  }
  await desk.getByRole("button", { name: "Create link" }).click();
  await expect(desk.getByRole("heading", { name: "Link ready for" })).toBeVisible();
  const made = (await sandbox.sessions()).find((session) => session.patientId === patientId);
  if (!made) throw new Error("The sandbox has no session of this patient");
  return made;
}

/** Signs in at one hospital of the picker, where `decision` is a button's name. */
async function signIn(phone: Page, hospital: string, decision: "Allow" | "Do not allow") {
  await phone.getByLabel("Name of the hospital").fill(hospital);
  await phone.getByRole("button", { name: "Search" }).click();
  await phone.getByRole("link", { name: hospital }).click();
  await phone.getByRole("button", { name: decision, exact: true }).click();
}

async function finish(phone: Page) {
  await phone.getByRole("button", { name: "Done - return to Riverside Clinic" }).click();
}

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
    const link = await makeLink(page, sandbox, "Mayo Clinic");
    await phone.goto(link.url);
    await phone.getByRole("button", { name: "Allow", exact: true }).click();

    await expect(phone).toHaveURL(clean);
    await expect(phone.getByText(saysDone)).toBeVisible();
  });

  test("the only hospital is refused", async ({ page, phone, sandbox }) => {
    const link = await makeLink(page, sandbox, "Mayo Clinic");
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
      const link = await makeLink(page, sandbox, "Mayo Clinic");
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
    const link = await makeLink(page, sandbox, "Mayo Clinic");
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
  const link = await makeLink(page, sandbox, "Mayo Clinic");
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
