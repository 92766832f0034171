import type { Browser } from "@playwright/test";
import { expectDesk } from "../support/accounts";
import { clearScreen, expectIdle, showToPatient } from "../support/display";
import { expect, newPatientId, signedOut, test } from "../support/fixtures";
import { card, makeLink } from "../support/links";
import { turnOnLiveUpdates } from "../support/live-updates";
import { findNginx, makeCertificate, startDocumentedProxy } from "../support/nginx";
import { finish, signIn } from "../support/phone";
import { freePort, startApp, startSandbox } from "../support/processes";
import { controlOf } from "../support/sandbox";

test.use({ storageState: signedOut });

test("behind the documented proxy all jobs of the desk are done", async ({ browser }, testInfo) => {
  const nginx = findNginx();
  test.skip(nginx === null, "needs nginx and openssl");
  if (nginx === null) return;

  const [port, appPort] = [await freePort(), await freePort()];
  const url = `https://localhost:${port}`;
  const tls = makeCertificate(testInfo.outputPath("nginx"));
  const api = await startSandbox({ NODE_EXTRA_CA_CERTS: tls.certificate });
  const env = { PORT: String(appPort), APP_URL: url, CLIENT_IP_HEADER: "x-forwarded-for" };
  const app = await startApp(api.url, env);
  const proxy = await startDocumentedProxy(nginx, tls, { port, appPort });
  const sandbox = controlOf(api.url);
  const [desk, tablet, phone] = [
    await newPage(browser, url),
    await newPage(browser, url),
    await newPage(browser, url),
  ];

  await test.step("signing in, and the patient’s tablet", async () => {
    await desk.goto(app.demoAddress());
    await expectDesk(desk);
    await tablet.goto("/display");
    const pairing = tablet.getByText(/^[2-9A-HJKMNP-Z]{6}$/);
    await turnOnLiveUpdates(desk, url);
    await desk.getByLabel("Code on that screen").fill((await pairing.textContent()) ?? "");
    await desk.getByRole("button", { name: "Pair" }).click();
    // This PC knows of its screen too, before its page is left.
    await expect(desk.getByRole("button", { name: "Unpair" })).toBeVisible();
    await expectIdle(tablet);
  });

  const patientId = newPatientId();
  await desk.goto("/");
  const link = await makeLink(desk, sandbox, { patientId });
  await test.step("a code is shown, kept and cleared there", async () => {
    await showToPatient(desk, tablet);
    await clearScreen(desk).click();
    await expectIdle(tablet);
  });

  await test.step("the patient comes back, and an event says so", async () => {
    await phone.goto(link.url);
    await signIn(phone, "Mayo Clinic", "Allow");
    await finish(phone);
    await expect(phone.getByRole("heading", { name: "You are done" })).toBeVisible();
    expect(new URL(phone.url()).origin).toBe(url);
    // The event that they arrived may be as quick as the one that the patient is done.
    const records = /^Records (are on the way|arrived) from 1 hospital\.$/;
    await expect(card(desk).getByText(records).first()).toBeVisible();
    const { deliveries } = await sandbox.webhooks();
    expect(deliveries.flatMap(({ attempts }) => attempts.map(({ status }) => status))).toEqual(
      deliveries.map(() => 204),
    );
    expect(deliveries.length).toBeGreaterThan(0);
  });

  // Nothing was refused on the way, and nobody's name is in what it writes down.
  expect(proxy.log()).not.toMatch(/ (4(0[35]|13|29)|5\d\d) [\d.]+$/m);
  expect(proxy.log()).not.toContain(patientId);
  await Promise.all([desk, tablet, phone].map((page) => page.context().close()));
  await Promise.all([proxy.stop(), app.stop(), api.stop()]);
});

/** A device of its own, which trusts the certificate. */
async function newPage(browser: Browser, baseURL: string) {
  const context = await browser.newContext({
    baseURL,
    storageState: signedOut,
    ignoreHTTPSErrors: true,
  });
  return context.newPage();
}
