import { expectNoAxeViolations } from "../support/accessibility";
import { newColleague, newPerson, pressSignOut, signOut } from "../support/accounts";
import { newLink } from "../support/desk";
import {
  clearScreen,
  expectIdle,
  isShown,
  openSecondMonitor,
  shownCode,
  showToPatient,
} from "../support/display";
import { expect, newPatientId, test } from "../support/fixtures";
import { card, makeLink } from "../support/links";
import { openPicture, outOfFocus } from "../support/pictures";
import { everyReader, readCodes } from "../support/qr-readers";
import { foundIn, witness } from "../support/witness";

const hospital = "Mayo Clinic";

test("a second monitor shows the code while it is handed over, and nothing about the patient", async ({
  page,
  sandbox,
}) => {
  const patient = [newPatientId(), "Planted Quell"] as const;
  await page.goto("/");
  const display = await page.context().newPage();
  const seen = witness(display);
  const opened = await display.goto("/display");
  expect(await opened?.headerValue("referrer-policy")).toBe("no-referrer");
  expect(await opened?.headerValue("cache-control")).toContain("no-store");
  await expectIdle(display);
  await expect(display).toHaveTitle("Riverside Clinic");
  await expectNoAxeViolations(display);

  await page.bringToFront();
  const link = await makeLink(page, sandbox, {
    patientId: patient[0],
    name: patient[1],
    hospitals: { suggest: [hospital] },
  });
  const ownId = new URL(page.url()).pathname.replace("/sessions/", "");
  await expect(card(page).getByText("Goes to the patient’s screen.")).toBeVisible();
  await expectIdle(display);
  await page.keyboard.press("F4");
  await expect(isShown(page)).toBeVisible();
  await expect(card(page).getByText("Turn brightness up.")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await expect(display.getByRole("heading", { name: "Scan with your phone" })).toBeVisible();
  await expect(display.getByText(new URL(link.url).host)).toBeVisible();
  const tag = (await display.getByText(/^[A-Z][a-z]+ \d+$/).textContent()) ?? "";
  await expect(card(page).getByText(`Screen tag ${tag}`)).toBeVisible();
  await expect(display.getByText("No phone? Ask us.")).toBeVisible();
  await expectNoAxeViolations(display);
  await expectNoAxeViolations(page);

  // Opened again it still is what is shown; once it is cleared nothing brings it back.
  await display.reload();
  await expect(shownCode(display)).toBeVisible();
  await clearScreen(page).click();
  await expectIdle(display);
  await expect(clearScreen(page)).toHaveCount(0);
  await display.reload();
  await expectIdle(display);
  await display.goto("about:blank");
  await display.goBack();
  await expectIdle(display);

  const secrets = [...patient, hospital, ownId, link.id, link.token, "Demo Clerk"];
  const history = await (await page.context().newCDPSession(display)).send(
    "Page.getNavigationHistory",
  );
  for (const text of [
    await display.content(),
    seen.urls().join("\n"),
    await seen.requestHeaders(),
    await seen.requestBodies(),
    await seen.responseBodies(),
    JSON.stringify(history),
    seen.said.join("\n"),
  ]) {
    expect(foundIn(text, secrets)).toEqual([]);
  }
});

test("the second monitor clears with the link, the next patient, the sign-out and the desk's window", async ({
  page,
  app,
  browser,
  sandbox,
}) => {
  const desk = await newColleague(browser, app, page, newPerson("Dana Keller"));
  await desk.goto("/");
  const display = await openSecondMonitor(desk);

  const done = await makeLink(desk, sandbox);
  await showToPatient(desk, display);
  await sandbox.complete(done.id);
  await expectIdle(display);

  await newLink(desk);
  const ended = await makeLink(desk, sandbox);
  await showToPatient(desk, display);
  await sandbox.expire(ended.id);
  await expectIdle(display);

  await newLink(desk);
  await makeLink(desk, sandbox);
  await showToPatient(desk, display);
  await newLink(desk);
  await expectIdle(display);

  // One patient a screen: the last press counts, whichever window it was in.
  await desk.goBack();
  await showToPatient(desk, display);
  const other = await desk.context().newPage();
  await other.goto("/");
  await makeLink(other, sandbox);
  await showToPatient(other, display);
  await expect(isShown(desk)).toHaveCount(0);
  await other.close();
  await expectIdle(display);

  // The desk's window is there no more, and could not say so.
  await desk.context().clock.install();
  await Promise.all([desk.reload(), display.reload()]);
  await expectIdle(display);
  await showToPatient(desk, display);
  await desk.evaluate(() => {
    BroadcastChannel.prototype.postMessage = () => {};
  });
  await desk.clock.fastForward(16_000);
  await expectIdle(display);
  await desk.reload();

  await showToPatient(desk, display);
  await signOut(desk);
  await expectIdle(display);
  await desk.context().close();
});

test("with the line cut the second monitor clears with the next patient and the sign-out all the same", async ({
  page,
  sandbox,
}) => {
  await page.goto("/");
  const display = await openSecondMonitor(page);
  await makeLink(page, sandbox);
  await showToPatient(page, display);
  await page.context().setOffline(true);
  await pressSignOut(page);
  await expectIdle(display, { timeout: 2_000 });
  await expect(page.getByText("You are still signed in")).toBeVisible();

  await page.keyboard.press("Escape");
  await showToPatient(page, display);
  await page.keyboard.press("F2");
  await expectIdle(display, { timeout: 2_000 });
  await page.context().setOffline(false);
});

test("in each language and on each monitor the code is large, and is read from afar", async ({
  page,
  startApp,
  sandbox,
}) => {
  const app = await startApp();
  await page.goto(`${app.url}/settings`);
  const languages = page.getByRole("group", { name: "Languages for patients" });
  for (const name of ["Español", "العربية"]) await languages.getByLabel(name).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/^Saved/)).toBeVisible();
  await page.goto(app.url);
  const display = await page.context().newPage();
  await display.goto(`${app.url}/display`);
  await expect(display.getByText("سنساعدك بعد لحظات")).toBeVisible();
  await page.bringToFront();
  const { url } = await makeLink(page, sandbox);
  await showToPatient(page, display);
  const table = await page.context().newPage();

  for (const [width, height] of [
    [1920, 1080],
    [1280, 720],
    [1080, 1920],
  ] as const) {
    await display.setViewportSize({ width, height });
    const image = shownCode(display);
    await expect
      .poll(async () => (await image.boundingBox())?.width)
      .toBe(Math.floor((0.72 * Math.min(width, height)) / 41) * 41);
    const side = (await image.boundingBox())?.width ?? 0;
    expect(side / 41).toBeGreaterThanOrEqual(12);
    const seen = await openPicture(table, await image.screenshot());
    const small = outOfFocus(seen, Math.round(side / 4), 0.8);
    expect(await readCodes(small), `${width} × ${height}`).toEqual(everyReader(url));
  }

  await display.getByRole("button", { name: "العربية" }).click();
  await expect(display.getByText("امسح الرمز بهاتفك")).toHaveCSS("direction", "rtl");
  await expect(display.getByText(new URL(url).host)).toBeVisible();
  await expectNoAxeViolations(display);
  await display.setViewportSize({ width: 320, height: 640 });
  const sideways = () =>
    display.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
  expect(await sideways()).toBe(false);
});
