import type { Page } from "@playwright/test";
import { expectNoAxeViolationsInEitherTheme } from "../support/accessibility";
import { expect, test } from "../support/fixtures";
import { card, code, makeLink } from "../support/links";
import { liveUpdates, turnOnLiveUpdates } from "../support/live-updates";
import { expectNothingSideways } from "../support/reach";
import type { SandboxControl, SandboxSession, SentEvent } from "../support/sandbox";

test("only what Medblocks signed just now is taken in, once, and only makes the desk ask", async ({
  page,
  sandbox,
  startApp,
}) => {
  const app = await startApp();
  await turnOnLiveUpdates(page, app.url);
  await page.goto(app.url);
  const link = await makeLink(page, sandbox, { hospitals: { suggest: ["Mayo Clinic"] } });
  await heldPoll(page);
  await sandbox.holdWebhooks();
  const answer = async (event: SentEvent) => {
    const { attempts } = await sandbox.sendEvent({ session: link.id, ...event });
    return attempts.map(({ status, body }) => `${status}${body}`);
  };
  const seconds = Math.floor(Date.now() / 1000);

  await test.step("forged, late, early and oversized ones are refused without a word", async () => {
    await sandbox.resetCalls();
    const zeros = "0".repeat(64);
    expect(await answer({ secret: "whsec_of_somebody_else" })).toEqual(["400"]);
    expect(await answer({ secret: "" })).toEqual(["400"]);
    expect(await answer({ signature: null })).toEqual(["400"]);
    expect(await answer({ signature: `t=${seconds},v1=${zeros}` })).toEqual(["400"]);
    expect(await answer({ alter: true })).toEqual(["400"]);
    expect(await answer({ time: seconds - 400 })).toEqual(["400"]);
    expect(await answer({ time: seconds + 400 })).toEqual(["400"]);
    expect(await answer({ rawBody: "{" })).toEqual(["400"]);
    expect(await answer({ padBytes: 300_000 })).toEqual(["413"]);
    expect(await readsOf(sandbox, link.id)).toBe(0);
  });

  await test.step("odd ones are accepted and do nothing", async () => {
    expect(await answer({ type: "session.imagined" })).toEqual(["204"]);
    expect(await answer({ rawBody: "[]" })).toEqual(["204"]);
    expect(await answer({ rawBody: '{"__proto__":{"id":"evt_1"},"constructor":7}' })).toEqual([
      "204",
    ]);
    expect(await readsOf(sandbox, link.id)).toBe(0);
  });

  await test.step("what an honest one says is not believed: the API is", async () => {
    const lie = { id: link.id, status: "complete", patient_id: link.patientId, connections: [] };
    const { id, attempts } = await sandbox.sendEvent({ object: lie, copies: 5 });
    expect(attempts.map(({ status }) => status)).toEqual(attempts.map(() => 204));
    await expect.poll(() => readsOf(sandbox, link.id)).toBe(1);
    await sandbox.redeliver(id);
    // Another one is behind it: had that been read for, it would count too.
    await sandbox.sendEvent({ object: lie });
    await expect.poll(() => readsOf(sandbox, link.id)).toBe(2);
    await expect(code(page)).toBeVisible();
  });

  await test.step("in whatever order they come, the screen ends where the API is", async () => {
    const mayo = suggestedIn(link);
    await sandbox.outcome(link.id, { sourceId: mayo, status: "active" });
    await sandbox.complete(link.id);
    await sandbox.outcome(link.id, { sourceId: mayo, status: "refresh_failed" });
    await sandbox.releaseWebhooks("newest");
    await expect(card(page).getByText("Finished, nothing connected").first()).toBeVisible();
    await expect(code(page)).toHaveCount(0);
  });
  expect(app.log()).not.toContain(link.patientId);
  expect(app.log()).not.toContain(link.id);
});

test("with live updates polls ask nobody, and a patient's last press shows at once", async ({
  page,
  sandbox,
  startApp,
  context,
}) => {
  const app = await startApp();
  await turnOnLiveUpdates(page, app.url);
  await page.goto(app.url);
  const link = await makeLink(page, sandbox, { hospitals: { suggest: ["Mayo Clinic"] } });
  const colleague = await context.newPage();
  await colleague.goto(page.url());
  await expect(code(colleague)).toBeVisible();
  await sandbox.resetCalls();
  // Each asked once before it knew that it need not ask again and again.
  await Promise.all([heldPoll(page), heldPoll(colleague)]);
  expect(await readsOf(sandbox, link.id)).toBe(0);

  const mayo = suggestedIn(link);
  await sandbox.resetCalls();
  await sandbox.outcome(link.id, { sourceId: mayo, status: "active" });
  await sandbox.complete(link.id);
  for (const screen of [page, colleague]) {
    await expect(card(screen).getByText("Records are on the way from 1 hospital.")).toBeVisible();
  }
  expect(await readsOf(sandbox, link.id)).toBe(1);
});

test("an event that came just before a power cut is not lost", async ({
  page,
  sandbox,
  startApp,
}) => {
  const env = { DESK_SECRET: "" };
  const app = await startApp({ env });
  await turnOnLiveUpdates(page, app.url);
  await page.goto(app.url);
  const link = await makeLink(page, sandbox);
  const path = new URL(page.url()).pathname;
  await page.goto("about:blank");

  await sandbox.fault({ on: "getSession", kind: "hang", times: null });
  await sandbox.complete(link.id);
  await expect
    .poll(async () => (await sandbox.webhooks()).deliveries.map((one) => one.deliveredAt !== null))
    .toEqual([true]);
  await app.crash();
  await sandbox.clearFaults();
  await sandbox.resetCalls();
  await startApp({ env: { ...env, PORT: new URL(app.url).port, DATA_DIR: app.dataDir } });

  // Nobody asks, and it is not sent again.
  await expect.poll(() => readsOf(sandbox, link.id), { timeout: 30_000 }).toBe(1);
  expect((await sandbox.webhooks()).deliveries[0]?.attempts).toHaveLength(1);
  await page.goto(app.url + path);
  await expect(card(page).getByText("Finished, nothing connected").first()).toBeVisible();
  expect(await readsOf(sandbox, link.id)).toBe(1);
});

test("Settings tells that Medblocks switched live updates off, and switches them on again", async ({
  page,
  sandbox,
  startApp,
}) => {
  const app = await startApp();
  const part = liveUpdates(page);
  const press = (name: string) => part.getByRole("button", { name, exact: true }).click();
  const said = part.getByRole("status");

  await sandbox.reset({ webhooks: false });
  await page.goto(`${app.url}/settings`);
  await press("Turn on");
  await expect(said).toHaveText(
    "This version of Medblocks has no live updates. The desk keeps asking by itself.",
  );
  await expect(part).toContainText("Off");

  await sandbox.reset();
  await sandbox.fault({ on: "createWebhook", kind: "drop-after" });
  await press("Turn on");
  await expect(said).toHaveText("Live updates are on.");
  const [endpoint, ...others] = (await sandbox.webhooks()).endpoints;
  expect(others).toEqual([]);
  expect(endpoint).toMatchObject({
    url: `${app.url}/api/webhooks/medblocks`,
    events: ["*"],
    status: "active",
  });
  expect(await page.content()).not.toContain(endpoint?.secret ?? "");
  await expectNoAxeViolationsInEitherTheme(page);

  await sandbox.disableWebhooks();
  await press("Check now");
  await expect(part).toContainText("Switched off by Medblocks");
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoAxeViolationsInEitherTheme(page);
  await expectNothingSideways(page);
  await press("Switch on again");
  await expect(said).toHaveText("Medblocks sends again.");
  expect((await sandbox.webhooks()).endpoints[0]?.status).toBe("active");

  await press("Change the secret");
  await expect(said).toHaveText("The secret was changed.");
  expect((await sandbox.webhooks()).endpoints[0]?.secret).not.toBe(endpoint?.secret);
  const honest = await sandbox.sendEvent({ type: "session.imagined" });
  expect(honest.attempts.map(({ status }) => status)).toEqual([204]);
  await page.reload();
  await expect(part).toContainText("Events not known here");

  await part.getByRole("button", { name: "Turn off live updates" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Turn off", exact: true }).click();
  await expect(said).toHaveText("Live updates are off. The desk keeps asking by itself.");
  expect((await sandbox.webhooks()).endpoints).toEqual([]);

  await page.goto(`${app.url}/audit`);
  const trail = page.getByRole("list", { name: "Audit trail" });
  for (const deed of ["off", "on"])
    await expect(trail).toContainText(`turned live updates ${deed}`);
  await expect(trail).toContainText("changed the secret of live updates");
  await expect(trail).toContainText("switched live updates on again");
  await expect(trail).toContainText("tried to turn live updates on");
});

/** A poll whose answer waits for news: the browser knows by then that they will come. */
async function heldPoll(page: Page) {
  await page.waitForRequest((request) => request.url().includes("?seen="));
}

/** The hospital that the link was made for. */
function suggestedIn({ recommendedIds }: SandboxSession): string {
  const id = recommendedIds?.[0];
  if (id === undefined) throw new Error("The link suggests no hospital");
  return id;
}

/** How often the API was asked about this session. */
async function readsOf(sandbox: SandboxControl, id: string): Promise<number> {
  const { calls } = await sandbox.calls();
  return calls.filter(({ path }) => path.endsWith(`/${id}`)).length;
}
