import type { Page } from "@playwright/test";
import { expect, newPatientId, test } from "../support/fixtures";
import { sourceId } from "../support/hospitals";
import { card, code, makeLink } from "../support/links";
import type { SandboxControl } from "../support/sandbox";

test("asks every few seconds, not while the page is hidden, and no more at the end", async ({
  page,
  sandbox,
}) => {
  await page.clock.install();
  await page.goto("/");
  const polls = await writeDownPolls(page);
  await page.getByRole("radio", { name: "Other", exact: true }).check();
  await page.getByLabel("Unit of time").selectOption("seconds");
  await page.getByLabel("How long the link works").fill("110");
  const link = await makeLink(page, sandbox);
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 5_000));

  // In its last two minutes, when the countdown is drawn again every second.
  for (let second = 0; second < 60; second++) {
    await page.clock.runFor(1_000);
    // The page's clock runs by itself, the server's answers take real time: let them arrive.
    await expect.poll(async () => (await polls()).every(({ answered }) => answered)).toBe(true);
  }
  const asked = await polls();
  const gaps = asked.slice(1).map(({ at }, index) => at - (asked[index]?.at ?? 0));
  expect(gaps.length).toBeGreaterThanOrEqual(6);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2_400);
  expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(["GET"]));

  // Somebody is there, so that nothing covers the screen.
  await page.mouse.move(5, 5);
  await setHidden(page, true);
  const { length: before } = await polls();
  await page.clock.runFor(60_000);
  expect(await polls()).toHaveLength(before);
  await setHidden(page, false);
  await expect.poll(polls).toHaveLength(before + 1);

  await page.clock.resume();
  await sandbox.complete(link.id);
  await expect(code(page)).toHaveCount(0);
  const { length: atTheEnd } = await polls();
  await page.clock.fastForward(60_000);
  await page.clock.runFor(60_000);
  expect(await polls()).toHaveLength(atTheEnd);
});

test("a question on its way does not hold up the next link", async ({ page, sandbox }) => {
  await page.goto("/");
  await page.route("**/api/sessions/*", () => {});
  const unanswered = page.waitForRequest("**/api/sessions/*");
  await makeLink(page, sandbox);
  const next = newPatientId();
  await page.getByLabel("Patient ID").fill(next);
  await unanswered;
  await page.getByLabel("Patient ID").press("Enter");
  await expect(card(page).getByRole("heading", { name: "Link ready for" })).toContainText(next);
});

test("however many watch, the API is asked every two seconds at most", async ({
  page,
  app,
  sandbox,
}) => {
  await page.goto("/");
  const startedAt = Date.now();
  const link = await makeLink(page, sandbox);
  const poll = new URL(`/api${new URL(page.url()).pathname}`, app.url).href;
  let asked = 0;
  while ((await readsOf(sandbox, link.id)) < 2) {
    const answers = await Promise.all(Array.from({ length: 8 }, () => page.request.get(poll)));
    asked += answers.length;
    for (const answer of answers) expect(answer.status()).toBe(200);
  }
  const reads = await readsOf(sandbox, link.id);
  expect(asked).toBeGreaterThan(reads);
  expect(reads).toBeLessThanOrEqual(Math.ceil((Date.now() - startedAt) / 2_000));
});

test("while nobody can be asked, the last state stays and says how old it is", async ({
  page,
  sandbox,
}) => {
  await page.goto("/");
  const link = await makeLink(page, sandbox, { hospitals: { suggest: ["Mayo Clinic"] } });
  const hospitals = card(page).getByRole("region", { name: "Hospitals" });
  await expect(card(page).getByText(/^Checked at \d+:\d\d [AP]M$/)).toBeVisible();

  await sandbox.fault({ on: "getSession", kind: "status", status: 500, times: null });
  await sandbox.outcome(link.id, {
    sourceId: await sourceId(page, "Mayo Clinic"),
    status: "active",
  });
  const old = card(page).getByText(/^Shown as of \d+:\d\d [AP]M\. Status may be old\.$/);
  await expect(old).toBeVisible({ timeout: 20_000 });
  await expect(hospitals).toContainText("Mayo Clinic: Waiting");
  await expect(code(page)).toBeVisible();

  await sandbox.clearFaults();
  await expect(hospitals).toContainText("Mayo Clinic: Connected");
  await expect(old).toHaveCount(0);

  // The same when this PC has lost our own server.
  await page.route("**/api/sessions/*", (route) => route.abort());
  await expect(old).toBeVisible();
  await expect(code(page)).toBeVisible();
  await expect(hospitals).toContainText("Mayo Clinic: Connected");
  await page.unroute("**/api/sessions/*");
  await expect(old).toHaveCount(0);
});

test("words that this desk does not know change nothing", async ({ page, sandbox }) => {
  await page.goto("/");
  const link = await makeLink(page, sandbox, { hospitals: { suggest: ["Mayo Clinic"] } });
  const connection = {
    id: "conn_1",
    connection_id: await sourceId(page, "Mayo Clinic"),
    status: "dreaming",
    failure_code: null,
    failure_at: null,
    created_at: new Date().toISOString(),
  };
  await sandbox.fault({
    on: "getSession",
    kind: "wrong-shape",
    merge: { status: "paused", mood: "fine", connections: [connection] },
    times: null,
  });
  await expect.poll(() => readsOf(sandbox, link.id)).toBeGreaterThanOrEqual(2);

  await expect(card(page).getByText("Waiting for patient")).toBeVisible();
  await expect(card(page).getByText("Mayo Clinic: Waiting")).toBeVisible();
  await expect(card(page).getByText(/^Checked at/)).toBeVisible();
  await expect(code(page)).toBeVisible();
});

test("an answer about another patient is not believed", async ({ page, sandbox }) => {
  await page.goto("/");
  const link = await makeLink(page, sandbox, { hospitals: { suggest: ["Mayo Clinic"] } });
  await sandbox.fault({ on: "getSession", kind: "other-patient", times: null });
  await sandbox.outcome(link.id, {
    sourceId: await sourceId(page, "Mayo Clinic"),
    status: "active",
  });
  await sandbox.complete(link.id);

  await expect(card(page).getByText("Status may be old.")).toBeVisible();
  await expect(card(page).getByText("Waiting for patient")).toBeVisible();
  await expect(card(page).getByText("Mayo Clinic: Waiting")).toBeVisible();
  await sandbox.clearFaults();
  await expect(card(page).getByText("Records are on the way from 1 hospital.")).toBeVisible();
});

/** Every question about a link from now on, and when it was asked by the page's own clock. */
async function writeDownPolls(page: Page) {
  const polls = await page.evaluateHandle(() => {
    const polls: { at: number; method: string; answered: boolean }[] = [];
    const ask = window.fetch;
    window.fetch = (input, init) => {
      const { url, method } = new Request(input, init);
      const poll = { at: Date.now(), method, answered: false };
      if (/\/api\/sessions\/(?!help$)[^/]+$/.test(url)) polls.push(poll);
      return ask(input, init).finally(() => {
        poll.answered = true;
      });
    };
    return polls;
  });
  return () => polls.jsonValue();
}

/** As when another window or tab covers the page, or the screen is locked. */
async function setHidden(page: Page, hidden: boolean) {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, value: state });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    },
    hidden ? "hidden" : "visible",
  );
}

/** How often the API was asked about this session. */
async function readsOf(sandbox: SandboxControl, id: string): Promise<number> {
  const { calls } = await sandbox.calls();
  return calls.filter(({ path }) => path.endsWith(`/${id}`)).length;
}
