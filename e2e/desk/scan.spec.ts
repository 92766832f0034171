import { enter, expectLinkReady, newLink, problem } from "../support/desk";
import { expect, newPatientId, test } from "../support/fixtures";
import { picker } from "../support/hospitals";
import { card, code, makeLink, newestLink } from "../support/links";
import { scan } from "../support/scanner";

const hostedLink = `https://app.medblocks.com/c/${"9c9b6f7a".repeat(4)}`;
const licence = "@\n\u001e\nANSI 636026080102DL00410288ZA03290015DL\nDAQD12345678\nDCSSAMPLE\n";

test("a scan starts the next patient, whatever is shown", async ({ page, sandbox }) => {
  await page.goto("/");
  const [first, second, third] = [newPatientId(), newPatientId(), newPatientId()];
  await scan(page, first);
  await expectLinkReady(page, first);
  // The card's heading has the focus, which takes no text.
  await scan(page, second);
  await expectLinkReady(page, second);
  await page.keyboard.press("F4");
  await expect(page.getByRole("dialog").getByRole("img")).toBeVisible();
  await scan(page, third, "Tab");
  await expectLinkReady(page, third);
  await expect(page.getByRole("dialog")).toHaveCount(0);

  const known = newPatientId();
  const next = newPatientId();
  await sandbox.seedPatient({ patientId: known, name: "Jane Doe" });
  await newLink(page);
  await page.getByLabel("Name").fill("Somebody Else");
  await enter(page, known);
  await expect(problem(page)).toContainText("This ID belongs to someone else");
  await page.getByLabel("Patient ID").click();
  await scan(page, next, "Ctrl+J");
  await expectLinkReady(page, next);
  await expect(card(page)).not.toContainText("Somebody");
  expect(await sandbox.sessionsOf(known)).toEqual([]);
  expect(await sandbox.sessionsOf(`${known}${next}`)).toEqual([]);
});

test("a scan takes the place of what is typed, and that can be brought back", async ({
  page,
  sandbox,
}) => {
  await page.goto("/");
  const [typed, scanned] = [newPatientId(), newPatientId()];
  await page.getByLabel("Name").fill("Maria Lopez");
  await page.getByLabel("Patient ID").fill(typed);
  await scan(page, scanned, "none");
  await expect(page.getByLabel("Patient ID")).toHaveValue(scanned);
  await expect(page.getByLabel("Name")).toHaveValue("");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByLabel("Patient ID")).toHaveValue(typed);
  await expect(page.getByLabel("Name")).toHaveValue("Maria Lopez");
  await expect(page.getByLabel("Patient ID")).toBeFocused();

  // Where there was no ID, the name is this patient's. A scan belongs there wherever the focus is.
  await page.getByLabel("Patient ID").fill("");
  await picker(page).click();
  await scan(page, scanned);
  await expectLinkReady(page, scanned);
  await expect(card(page)).toContainText("Maria Lopez");
  await expect(picker(page)).toHaveValue("");
  expect(await sandbox.sessionsOf(typed)).toEqual([]);

  // Who finds a link finds it by its wristband too, and only by that.
  await page.goto("/sessions");
  await page.getByRole("radio", { name: "Mine" }).focus();
  await scan(page, scanned);
  await expect(page.getByText("1 link", { exact: true })).toBeVisible();
  await page.getByLabel("Find a link").fill(typed);
  await scan(page, hostedLink);
  await expect(page.getByRole("main").getByRole("alert")).toContainText("no link of this desk");
  await expect(page.getByLabel("Find a link")).toHaveValue("");
  await scan(page, (await newestLink(sandbox, scanned)).url);
  await expectLinkReady(page, scanned);
});

test("what opens records or tells who somebody is stays nowhere, scanned or pasted", async ({
  page,
  sandbox,
}) => {
  await page.goto("/");
  const typed = newPatientId();
  const field = page.getByLabel("Patient ID");
  const notice = page.getByRole("alert").filter({ hasText: /not an ID|no link of this desk/ });
  for (const [secret, says] of [
    [hostedLink, "This is a patient's link"],
    [licence, "This is a driving licence"],
    [`https://viewer.example/#shlink:/${"eyJ1cmwi".repeat(20)}`, "the patient's own health card"],
  ] as const) {
    await field.fill(typed);
    await scan(page, secret);
    await expect(notice).toContainText(says);
    await expect(field).toHaveValue(typed);
    await page.getByLabel("Name").fill(secret.replaceAll("\n", " "));
    await expect(page.getByLabel("Name")).toHaveValue("");
    await expect(notice).toContainText(says);
  }
  await expect(code(page)).toHaveCount(0);
  expect((await sandbox.calls()).counts).toEqual({});
});

test("a patient's link opens its row, and what is typed is there still", async ({
  page,
  sandbox,
}) => {
  await page.goto("/");
  const [known, other, typed] = [newPatientId(), newPatientId(), newPatientId()];
  const { url } = await makeLink(page, sandbox, { patientId: known });
  await newLink(page);
  await makeLink(page, sandbox, { patientId: other });
  await scan(page, url);
  await expectLinkReady(page, known);

  // Nobody but the server knows the card any more.
  await page.goto("/");
  await page.getByLabel("Patient ID").fill(typed);
  await page.getByLabel("Name").fill(url);
  await expectLinkReady(page, known);
  await expect(page.getByLabel("Patient ID")).toHaveValue(typed);
  await expect(page.getByLabel("Name")).toHaveValue("");
  await scan(page, url);
  await expect(page.getByText("This is the patient's link that the card shows.")).toBeVisible();
});

test("a scan that is made before the page can react is kept and sent then", async ({
  page,
  sandbox,
}) => {
  const patientId = newPatientId();
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/*.js", async (route) => {
    await released;
    await route.continue();
  });
  await page.goto("/", { waitUntil: "commit" });
  await expect(page.getByLabel("Patient ID")).toBeFocused();
  await scan(page, patientId);
  // Nothing happens, so it is scanned again, with a hand's pause between.
  await page.waitForFunction(
    (since) => performance.now() - since > 600,
    await page.evaluate(() => performance.now()),
  );
  await scan(page, patientId);
  await expect(page.getByLabel("Patient ID")).toHaveValue(`${patientId}${patientId}`);

  release();
  await expectLinkReady(page, patientId);
  expect(await sandbox.sessionsOf(patientId)).toHaveLength(1);
  expect((await sandbox.calls()).counts.createSession).toBe(1);
});

test("who is still waiting for one link is told that a scan was not taken", async ({
  page,
  sandbox,
}) => {
  const [first, second] = [newPatientId(), newPatientId()];
  await page.goto("/");
  await sandbox.fault({ on: "getPatient", kind: "latency", ms: 1_000 });
  await enter(page, first);
  await scan(page, second);
  await expect(page.getByText("That scan was not taken")).toBeVisible();
  await expectLinkReady(page, first);
  expect(await sandbox.sessionsOf(second)).toEqual([]);
});
