import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures";
import { card, code, makeLink } from "../support/links";
import { finish, signIn } from "../support/phone";
import type { SandboxControl } from "../support/sandbox";

for (const { generation, id, env } of [
  { generation: "patient-flows", id: /^pf_/, env: { MEDBLOCKS_GENERATION: "patient-flows" } },
  // What nobody set is found out by the press that meets no route.
  { generation: "patient-sessions", id: /^ps_/, env: {} },
]) {
  test(`makes, follows and ends a link under the API's name for it: ${generation}`, async ({
    page,
    phone,
    sandbox,
    startApp,
  }) => {
    const app = await startApp({ env });
    await sandbox.reset({ families: [generation], unknownPaths: "proxy", openApi: false });
    await page.goto(app.url);
    expect(await connectTwo(page, phone, sandbox)).toMatch(id);
    const { calls } = await sandbox.calls();
    expect(calls.filter(({ method }) => method !== "GET")).toHaveLength(1);
  });
}

test("auto finds the API's name for a link, and makes nothing to find out", async ({
  page,
  phone,
  sandbox,
  startApp,
}) => {
  const app = await startApp({ env: { MEDBLOCKS_GENERATION: "auto" } });
  // Neither a page of its own says what this API speaks, nor does the usual name exist.
  await sandbox.reset({ families: ["patient-sessions"], openApi: false });
  await page.goto(app.url);
  expect(await connectTwo(page, phone, sandbox)).toMatch(/^ps_/);

  const { calls } = await sandbox.calls();
  const created = calls.findIndex(({ operation }) => operation === "createSession");
  expect(calls.slice(0, created).map(({ method }) => method)).toEqual(
    Array.from({ length: created }, () => "GET"),
  );
  expect(calls.filter(({ method }) => method !== "GET")).toHaveLength(1);
});

test("a link stays what it is when the clinic goes on to another name", async ({
  page,
  phone,
  sandbox,
  startApp,
}, testInfo) => {
  const env = {
    DATA_DIR: testInfo.outputPath("data"),
    DESK_SECRET: "one secret for both, long enough to be one",
  };
  const before = await startApp({ env: { ...env, MEDBLOCKS_GENERATION: "patient-flows" } });
  await page.goto(before.url);
  const link = await makeLink(page, sandbox, { hospitals: { suggest: ["Mayo Clinic"] } });
  const address = new URL(page.url()).pathname;
  await before.stop();

  const after = await startApp({ env: { ...env, MEDBLOCKS_GENERATION: "patient-sessions" } });
  await page.goto(`${after.url}${address}`);
  await expect(card(page)).toContainText(link.patientId);
  await phone.goto(link.url);
  await signIn(phone, "Mayo Clinic", "Allow");
  await expect(card(page).getByText("Mayo Clinic: Connected")).toBeVisible();
  await phone.goto(`${after.url}/done?patient_flow_id=${link.id}&patient_id=${link.patientId}`);
  await expect(phone.getByText("Your hospital is connected.")).toBeVisible();

  const next = await makeLink(page, sandbox);
  expect([link.id, next.id]).toEqual([
    expect.stringMatching(/^pf_/),
    expect.stringMatching(/^ps_/),
  ]);
});

/** The whole job: a link, two hospitals on the phone, the return page. @returns the session's id */
async function connectTwo(page: Page, phone: Page, sandbox: SandboxControl): Promise<string> {
  const link = await makeLink(page, sandbox, {
    hospitals: { suggest: ["Mayo Clinic", "Cleveland Clinic"] },
  });
  await expect(code(page)).toBeVisible();
  await phone.goto(link.url);
  await signIn(phone, "Mayo Clinic", "Allow");
  await signIn(phone, "Cleveland Clinic", "Allow");
  await finish(phone);
  await expect(phone.getByRole("heading", { name: "You are done" })).toBeVisible();
  await expect(phone).toHaveURL(/\/done\?t=[\w-]+$/);

  await expect(card(page).getByText("Mayo Clinic: Connected")).toBeVisible();
  await expect(card(page).getByText("Cleveland Clinic: Connected")).toBeVisible();
  await expect(card(page).getByText("Records are on the way from 2 hospitals.")).toBeVisible();
  await expect(code(page)).toHaveCount(0);
  return link.id;
}
