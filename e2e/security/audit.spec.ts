import { execFile } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import {
  expectNoAxeViolations,
  expectNoAxeViolationsInEitherTheme,
} from "../support/accessibility";
import { tamper } from "../support/database";
import { enter, expectLinkReady, newLink, pressCreate, problem } from "../support/desk";
import { expect, newPatientId, test } from "../support/fixtures";
import { card, code, makeLink } from "../support/links";
import { type RunningApp, sandboxKey } from "../support/processes";
import { expectLargeTargets, expectNothingSideways } from "../support/reach";

const DESK_SECRET = "a made-up secret of the tests, 43 characters";

test.use({ appEnv: { DESK_SECRET }, permissions: ["clipboard-read", "clipboard-write"] });

/** The rows of the page, newest first, each as one line of text. */
async function rows(page: Page): Promise<string[]> {
  const list = page.getByRole("list", { name: "Audit trail" });
  const texts = await list.getByRole("listitem").allInnerTexts();
  return texts.map((text) => text.replace(/\s+/g, " "));
}

/** Shows the trail of one patient only. */
async function openTrailOf(page: Page, patientId: string) {
  await page.goto("/audit");
  await page.getByLabel("Patient ID").fill(patientId);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByText("One patient is chosen.")).toBeVisible();
}

/** Runs `npm run audit` as it is run beside the app. */
async function auditCommand(app: RunningApp, ...args: string[]) {
  const env = { ...process.env, DESK_SECRET, DATA_DIR: app.dataDir, DATABASE_URL: "" };
  return promisify(execFile)("npm", ["run", "audit", "--", ...args], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: { ...env, MEDBLOCKS_API_KEY: sandboxKey },
  }).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error) => ({ code: Number(error.code), said: String(error.stdout) + String(error.stderr) }),
  );
}

test("tells who did what with a patient's link and how it ended, and finds it by the patient ID", async ({
  page,
  sandbox,
}) => {
  const patientId = newPatientId();
  await page.goto("/");
  await sandbox.fault({ on: "createSession", kind: "status", status: 403 });
  await enter(page, patientId);
  await expect(problem(page)).toContainText("You cannot do this here");
  await pressCreate(page);
  await expect(code(page)).toBeVisible();
  const link = page.url();
  await card(page).getByText("No phone?").click();
  for (const [what, act] of [
    ["copied", () => page.keyboard.press("F8")],
    ["opened", () => page.getByRole("link", { name: "open the link in a new window" }).click()],
    ["shown", () => page.keyboard.press("F4")],
    ["printed", () => page.evaluate(() => dispatchEvent(new Event("beforeprint")))],
  ] as const) {
    const told = page.waitForResponse(
      (answer) => answer.url().endsWith("/handover") && answer.request().method() === "POST",
    );
    await act();
    const answer = await told;
    expect(answer.status(), what).toBe(204);
    expect(answer.request().postData()).toBe(`{"what":"${what}"}`);
  }
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(code(page)).toBeVisible();
  await newLink(page);
  await makeLink(page, sandbox);

  await openTrailOf(page, patientId);

  expect(page.url()).not.toContain(patientId);
  expect(await page.content()).not.toContain(patientId);
  const who = /^\w+ \d+, \d{4}, \d+:\d\d:\d\d [AP]M Demo Clerk /.source;
  const said = await rows(page);
  for (const [row, deed] of [
    "read the audit trail Done",
    "looked at a link. Open this link Done",
    "printed a link. Open this link Done",
    "showed a link to the patient. Open this link Done",
    "opened a link at the desk. Open this link Done",
    "copied a link. Open this link Done",
    "made a link. Open this link Done",
    "was about to make a link Begun",
    "tried to make a link Not done: forbidden",
    "was about to make a link Begun",
  ].entries()) {
    expect(said[row]).toMatch(new RegExp(`${who}${deed} PC session \\S+$`));
  }
  expect(said).toHaveLength(10);
  await page.getByRole("link", { name: "Open this link" }).first().click();
  await expect(page).toHaveURL(link);
  await expect(card(page)).toContainText(patientId);
});

test("narrows by person, act and day, goes back in pages, and reads well everywhere", async ({
  page,
  sandbox,
}) => {
  await page.goto("/");
  await makeLink(page, sandbox);
  const handover = `/api${new URL(page.url()).pathname}/handover`;
  const copies = Array.from({ length: 55 }, async () => {
    const answer = await page.request.post(handover, { data: { what: "copied" } });
    expect(answer.status()).toBe(204);
  });
  await Promise.all(copies);

  await page.goto("/audit");
  await page.getByLabel("Who").selectOption("Demo Clerk");
  await page.getByLabel("What", { exact: true }).selectOption("Copied a link");
  const today = await page.evaluate(() => new Date().toLocaleDateString("en-CA"));
  await page.getByLabel("From day").fill(today);
  await page.getByLabel("To day").fill(today);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/who=[\w-]+&what=link-copied/);
  await expect(page.getByText("50 rows shown, and there are older ones.")).toBeVisible();
  expect(await rows(page)).toHaveLength(50);
  await expect(page.getByLabel("To day")).toHaveValue(today);

  await page.getByRole("link", { name: "Older" }).click();
  await expect(page.getByText(/^\d rows shown\.$/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Newest" })).toBeVisible();
  expect((await rows(page)).every((row) => row.includes("copied a link"))).toBe(true);

  await page.getByLabel("From day").fill("2020-01-01");
  await page.getByLabel("To day").fill("2020-01-31");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByText("Nothing was found.")).toBeVisible();
  await page.getByLabel("Patient ID").fill("sess_1");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.getByText("This looks like an ID made by Medblocks.")).toBeVisible();

  await page.getByRole("link", { name: "Show all" }).click();
  await expect(page.getByLabel("What", { exact: true })).toHaveValue("");
  await expect(page.getByLabel("Patient ID")).toHaveValue("");
  await expect(page.getByText("This looks like an ID made by Medblocks.")).toHaveCount(0);
  await expectNoAxeViolationsInEitherTheme(page);
  await page.setViewportSize({ width: 320, height: 800 });
  await expectNothingSideways(page);
  await expectLargeTargets(page);
  await expectNoAxeViolations(page);
});

test("sends nothing that could not be written down, and makes the link as soon as it can", async ({
  page,
  app,
}) => {
  const patientId = newPatientId();
  await page.goto("/");
  tamper(
    app.dataDir,
    "create trigger audit_broken before insert on audit begin select raise(abort, 'broken'); end",
  );
  await enter(page, patientId);
  await expect(problem(page)).toBeVisible();
  await expect(code(page)).toHaveCount(0);
  expect(app.log()).toContain('"event":"audit_failed","operation":"link-created"');

  tamper(app.dataDir, "drop trigger audit_broken");
  await expect(problem(page)).toContainText("It was not made");
  await pressCreate(page);
  await expectLinkReady(page, patientId);
  await openTrailOf(page, patientId);
  const made = (await rows(page)).filter(
    (row) => row.includes("make a link") || row.includes("made a link"),
  );
  expect(made).toEqual([
    expect.stringContaining("made a link. Open this link Done"),
    expect.stringContaining("was about to make a link Begun"),
  ]);
});

test("a row that was changed in the database is found on the page and by the command; an export names no patient", async ({
  page,
  sandbox,
  app,
}, testInfo) => {
  const patientId = newPatientId();
  await page.goto("/");
  const link = await makeLink(page, sandbox, { patientId });
  await page.goto("/audit");
  const check = page.getByRole("button", { name: "Check the trail" });
  await check.click();
  await expect(page.getByText(/complete and unchanged: \d+ rows\./)).toBeVisible();
  expect(await auditCommand(app, "verify")).toMatchObject({ code: 0 });

  const file = testInfo.outputPath("trail.csv");
  const days = ["--from", "2026-01-01", "--to", "2100-01-01"];
  expect(await auditCommand(app, "export", ...days, "--out", file)).toMatchObject({ code: 0 });
  const csv = readFileSync(file, "utf8");
  expect(csv).toMatch(/^\ufeff"number","time_utc",.*\r\n"1",/);
  // As it is documented: into a file that the answer names, without a line of npm's in it.
  const documented = readFileSync(new URL("../../docs/operate.md", import.meta.url), "utf8");
  const [, asWritten = ""] = /`npm run audit -- (export [^`]+)`/.exec(documented) ?? [];
  const { said } = await auditCommand(app, ...asWritten.split(" "));
  const [, named = ""] = /written to (\S+\.csv)\.\s*$/.exec(said) ?? [];
  expect(readFileSync(named, "utf8")).toMatch(/^\ufeff"number",/);
  rmSync(named);
  expect(csv).toContain('"link-created","ok"');
  for (const secret of [patientId, link.token, link.id]) expect(csv).not.toContain(secret);
  await page.reload();
  expect((await rows(page)).join("\n")).toContain("exported the audit trail");

  const change = "update audit set staff_id = 'nobody' where seq = 2";
  expect(() => tamper(app.dataDir, change)).toThrow("append-only");
  tamper(app.dataDir, "drop trigger audit_no_update");
  expect(tamper(app.dataDir, change)).toBe(1);

  await check.click();
  await expect(page.getByText("The audit trail was tampered with.")).toBeVisible();
  await expect(page.getByText("Row 2 was changed.")).toBeVisible();
  expect(await auditCommand(app, "verify")).toEqual({
    code: 1,
    said: expect.stringContaining("Row 2 was changed."),
  });
  await page.reload();
  expect((await rows(page))[1]).toContain("checked the audit trail Tampering was found");
});
