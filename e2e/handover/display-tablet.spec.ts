import type { Page } from "@playwright/test";
import { expectNoAxeViolations } from "../support/accessibility";
import {
  anotherBrowser,
  enterPassword,
  newColleague,
  newPerson,
  signOut,
} from "../support/accounts";
import { newLink } from "../support/desk";
import { clearScreen, expectIdle, shownCode, showToPatient } from "../support/display";
import { expect, newPatientId, test } from "../support/fixtures";
import { makeLink } from "../support/links";
import { foundIn, keptByBrowser, witness } from "../support/witness";

const hospital = "Mayo Clinic";
const screenSection = (desk: Page) => desk.getByRole("region", { name: "Patient’s screen" });

test("a tablet is paired by its code, shows what this PC shows, and lets go", async ({
  page,
  app,
  browser,
  sandbox,
}) => {
  const dana = newPerson("Dana Keller");
  const desk = await newColleague(browser, app, page, dana);
  const tablet = await anotherBrowser(browser, app);
  await tablet.setViewportSize({ width: 1024, height: 768 });
  const seen = witness(tablet);
  await tablet.goto("/display");
  const shownPairing = tablet.getByText(/^[2-9A-HJKMNP-Z]{6}$/);
  await expect(shownPairing).toBeVisible();
  await expectNoAxeViolations(tablet);
  const pairing = (await shownPairing.textContent()) ?? "";

  await desk.goto("/settings");
  const section = screenSection(desk);
  const field = section.getByLabel("Code on that screen");
  await field.fill(pairing === "ABCDEF" ? "ABCDEG" : "ABCDEF");
  await section.getByRole("button", { name: "Pair" }).click();
  await expect(section.getByText("No screen shows this code now.").first()).toBeVisible();
  await field.fill(` ${pairing.slice(0, 3)} ${pairing.slice(3).toLowerCase()}`);
  await section.getByRole("button", { name: "Pair" }).click();
  await expect(section.getByText("Paired.")).toBeVisible();
  await expectNoAxeViolations(desk);
  await expectIdle(tablet);
  await expect(shownPairing).toHaveCount(0);
  expect((await tablet.context().cookies()).map(({ httpOnly, path }) => [httpOnly, path])).toEqual([
    [true, "/api/display"],
  ]);

  const patient = [newPatientId(), "Planted Quell"] as const;
  await desk.goto("/");
  const link = await makeLink(desk, sandbox, {
    patientId: patient[0],
    name: patient[1],
    hospitals: { suggest: [hospital] },
  });
  const ownId = new URL(desk.url()).pathname.replace("/sessions/", "");
  await showToPatient(desk, tablet);
  await tablet.reload();
  await expect(shownCode(tablet)).toBeVisible();
  await sandbox.outcome(link.id, { sourceId: link.recommendedIds?.[0] ?? "", status: "active" });
  await sandbox.complete(link.id);
  await expectIdle(tablet);
  for (const back of [() => tablet.reload(), () => tablet.goto("about:blank")]) await back();
  await tablet.goBack();
  await expectIdle(tablet);

  await newLink(desk);
  await makeLink(desk, sandbox);
  await showToPatient(desk, tablet);
  await clearScreen(desk).click();
  await expectIdle(tablet);
  await showToPatient(desk, tablet);
  await newLink(desk);
  await expectIdle(tablet);
  await desk.goBack();
  await showToPatient(desk, tablet);
  await signOut(desk);
  await expectIdle(tablet);

  // It stays this PC's, whoever comes next.
  await enterPassword(desk, dana);
  await desk.getByLabel("Patient ID").waitFor();
  const other = await desk.context().newPage();
  await other.goto("/");
  await makeLink(other, sandbox);
  await showToPatient(other, tablet);
  await other.close();
  await expectIdle(tablet);
  await desk.goto("/settings");
  await section.getByRole("button", { name: "Unpair" }).click();
  await desk.getByRole("dialog").getByRole("button", { name: "Unpair" }).click();
  await expect(field).toBeVisible();
  await expect(tablet.getByText("this screen is not paired with a desk")).toBeVisible();
  await desk.goto("/");
  await makeLink(desk, sandbox);
  await desk.keyboard.press("F4");
  await expect(desk.getByRole("dialog", { name: "Scan with your phone" })).toBeVisible();

  const secrets = [...patient, hospital, ownId, link.id, link.token, "Dana", "Keller"];
  for (const text of [
    await tablet.content(),
    seen.urls().join("\n"),
    await seen.requestHeaders(),
    await seen.requestBodies(),
    await seen.responseHeaders(),
    await seen.responseBodies(),
    await keptByBrowser(tablet),
    seen.said.join("\n"),
  ]) {
    expect(foundIn(text, secrets)).toEqual([]);
  }
  await desk.context().close();
  await tablet.context().close();
});
