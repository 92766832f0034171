import { enter, expectLinkReady } from "../support/desk";
import { expect, newPatientId, test } from "../support/fixtures";
import { card } from "../support/links";

test("a server that is asked to end lets a create finish, and its link is there afterwards", async ({
  page,
  sandbox,
  startApp,
}) => {
  const env = { DESK_SECRET: "a made-up secret of the tests, 43 characters" };
  const app = await startApp({ env });
  await page.goto(app.url);
  // Longer than it waits for anything else.
  await sandbox.fault({ on: "createSession", kind: "latency", ms: 5_000 });
  const patientId = newPatientId();
  await enter(page, patientId);
  await expect.poll(async () => (await sandbox.calls()).counts.createSession).toBe(1);

  const gone = app.askToEnd();
  await expectLinkReady(page, patientId);
  await gone;
  expect(await sandbox.sessionsOf(patientId)).toHaveLength(1);
  const { pathname } = new URL(page.url());
  await startApp({ env: { ...env, PORT: new URL(app.url).port, DATA_DIR: app.dataDir } });
  await page.goto(app.url + pathname);
  await expect(card(page)).toContainText(patientId);
});
