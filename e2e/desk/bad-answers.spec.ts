import type { BrowserContext } from "@playwright/test";
import {
  enter,
  expectLinkReady,
  newLink,
  pressCreate,
  problem,
  stopTheClock,
} from "../support/desk";
import { entries } from "../support/entries";
import { expect, newPatientId, test } from "../support/fixtures";
import { card, code, makeLink } from "../support/links";
import { expectNoReference, expectProblem, lastRequestId } from "../support/problem";
import type { Fault } from "../support/sandbox";

const create = { on: "createSession" } as const;
/** The link is made although the answer does not say so; some faults do that anyway. */
const made = { ...create, afterWork: true } as const;
const unknown = {
  heading: "We do not know yet if the link was made",
  says: "Medblocks did not answer in time. We are checking. Your entries are kept. Do not start again.",
};
const fault = {
  heading: "Medblocks has a problem",
  says: "No link was shown to you. We are checking if one was made. Your entries are kept. Wait for the answer here. If it goes on, call support.",
};

/** Each answer after which a link may or may not exist; here it does. */
const unclear: { fault: Fault; words: typeof unknown; answered?: false }[] = [
  { fault: { ...made, kind: "status", status: 500 }, words: fault },
  { fault: { ...made, kind: "status", status: 504 }, words: fault },
  { fault: { ...made, kind: "html-200" }, words: unknown },
  { fault: { ...create, kind: "cut-json", how: "length" }, words: unknown },
  { fault: { ...create, kind: "cut-json", how: "complete" }, words: unknown },
  { fault: { ...made, kind: "huge-body" }, words: unknown },
  { fault: { ...made, kind: "huge-body", megabytes: 64, gzip: true }, words: unknown },
  { fault: { ...made, kind: "redirect" }, words: unknown },
  { fault: { ...create, kind: "wrong-shape", merge: { expires_at: null } }, words: unknown },
  { fault: { ...create, kind: "drop-after" }, words: unknown, answered: false },
];

test("no unclear answer is taken for a no, and the link is found", async ({ page, sandbox }) => {
  await page.clock.install();
  await page.goto("/");
  for (const { fault, words, answered = true } of unclear) {
    await test.step(JSON.stringify(fault), async () => {
      const patientId = newPatientId();
      await page.getByLabel("Name").fill("Maria Lopez");
      await page.getByLabel("Patient ID").fill(patientId);
      const typed = await entries(page);
      await stopTheClock(page);
      await sandbox.fault(fault);
      await pressCreate(page);
      await expectProblem(page, words.heading, words.says);
      const requestId = await lastRequestId(sandbox, "createSession");
      if (answered) await expect(problem(page)).toContainText(`Reference ${requestId}`);
      else await expectNoReference(page);
      expect(await entries(page)).toEqual(typed);

      await problem(page).getByRole("button", { name: "Check now" }).click();
      await page.clock.resume();
      await expectLinkReady(page, patientId);
      await expect(card(page)).toContainText("It was made. Here it is.");
      expect(await sandbox.sessionsOf(patientId)).toHaveLength(1);
      await newLink(page);
    });
  }
  // Never sent twice, and a redirect is not followed with the patient's details.
  const { counts } = await sandbox.calls();
  expect(counts.createSession).toBe(unclear.length);
  expect(counts.unknown).toBeUndefined();
});

test("an answer that does not end is not waited for, and ends in made or not made", async ({
  context,
  sandbox,
}) => {
  const endings = [
    { fault: { ...made, kind: "hang" }, words: unknown, ends: "It was made. Here it is." },
    {
      fault: { ...create, kind: "slow-body", ms: 60_000 },
      words: unknown,
      ends: "It was made. Here it is.",
    },
    {
      fault: { ...create, kind: "status", status: 500 },
      words: fault,
      ends: "We looked, and no link was made for this patient. Your entries are kept. Press Create.",
    },
  ] as const;
  await Promise.all(
    endings.map(async ({ fault, words, ends }) => {
      const patientId = newPatientId();
      const desk = await openDesk(context);
      await sandbox.fault({ ...fault, patientId });
      await enter(desk, patientId);
      const heading = problem(desk).getByRole("heading", { name: words.heading });
      await expect(heading).toBeVisible({ timeout: 30_000 });
      await expect(desk.getByText(ends)).toBeVisible({ timeout: 30_000 });
    }),
  );
  expect((await sandbox.calls()).counts.createSession).toBe(endings.length);
});

test("a link that is not safe is neither shown nor encoded", async ({ page, sandbox }) => {
  const { host, origin } = new URL(sandbox.origin);
  await page.goto("/");
  const links = [
    "javascript:alert(1)",
    "data:text/html,<h1>hello</h1>",
    `blob:${origin}/c/{token}`,
    "https://app.medblocks.com/c/{token}",
    `https://${host}.evil.example/c/{token}`,
    `http://nurse:secret@${host}/c/{token}`,
    "http://127.0.0.1:9/c/{token}",
    "https://app.medbl\u043ecks.com/c/{token}",
    `${origin}/c/${"a".repeat(2_000)}`,
    // Each of these could be repaired to the right one.
    `${origin}/c/\n{token}`,
    `${origin}/c/{token}\u202e"`,
    "",
  ];
  for (const url of links) {
    await test.step(url.slice(0, 60), async () => {
      const patientId = newPatientId();
      await sandbox.fault({ ...create, kind: "bad-url", url });
      await enter(page, patientId);
      await expectProblem(
        page,
        "We cannot show this link",
        "Medblocks sent a link that is not safe to open, so it is not shown. Your entries are kept. Tell your manager and quote the reference.",
      );
      const requestId = await lastRequestId(sandbox, "createSession");
      await expect(problem(page)).toContainText(`Reference ${requestId}`);
      await expect(code(page)).toHaveCount(0);
      await expect(card(page)).toHaveText("The QR code appears here.");
      const token = (await sandbox.sessionsOf(patientId)).at(-1)?.token ?? "no session";
      const html = await page.content();
      expect(html).not.toContain(token);
      expect(html).not.toMatch(/javascript:|data:text|evil\.example|nurse|medblocks\.com/);
      await expect(page.getByLabel("Patient ID")).toHaveValue(patientId);
    });
  }

  // Nor is it offered as an open link.
  const patientId = newPatientId();
  await sandbox.fault({ ...create, kind: "bad-url", persist: true });
  await enter(page, patientId);
  await expect(problem(page)).toContainText("is not safe to open");
  await pressCreate(page);
  await expectLinkReady(page, patientId);
});

test("another patient's answer is not shown", async ({ page, sandbox }) => {
  const stopped = {
    heading: "We stopped to keep records apart",
    says: "The answer from Medblocks does not belong to this patient, so it is not shown. Your entries are kept. Do not try again. Call support and quote the reference.",
  };
  await page.goto("/");
  const first = await makeLink(page, sandbox, { name: "Ann Lee" });
  await newLink(page);

  const other = newPatientId();
  await sandbox.fault({ ...create, kind: "other-patient", as: first.patientId });
  await enter(page, other);
  await expectProblem(page, stopped.heading, stopped.says);
  await expect(problem(page)).toContainText(await lastRequestId(sandbox, "createSession"));
  await expect(card(page)).toHaveText("The QR code appears here.");

  // Nor an answer with the id of a session that another patient has.
  const third = newPatientId();
  await sandbox.fault({ ...create, kind: "wrong-shape", merge: { id: first.id } });
  await enter(page, third);
  await expectProblem(page, stopped.heading, stopped.says);
  await expect(card(page)).toHaveText("The QR code appears here.");
  await page.goBack();
  await expect(card(page)).toContainText(`Link ready for Ann Lee ${first.patientId}`);
  await expect(card(page)).toContainText(first.url);
});

async function openDesk(context: BrowserContext) {
  const desk = await context.newPage();
  await desk.goto("/");
  return desk;
}
