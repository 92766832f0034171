import { signOut } from "../support/accounts";
import { catchCreate } from "../support/action";
import { enter, expectLinkReady } from "../support/desk";
import { expect, newPatientId, test } from "../support/fixtures";
import { card, makeLink } from "../support/links";
import { startPostgres } from "../support/postgres";

const secret = "a made-up secret of the tests, 43 characters";

test("two servers on one Postgres are one desk", async ({ page, sandbox, startApp }) => {
  const postgres = await startPostgres();
  test.skip(postgres.url === null, "needs Postgres");
  const env = { DATABASE_URL: postgres.url ?? "", DESK_SECRET: secret };
  // The second prints no set-up address that works: its demo clerk is the first one's.
  const here = await startApp({ env });
  const there = await startApp({ env, signIn: false });

  await test.step("a link made on one shows on the other, to whoever signed in on one", async () => {
    await page.goto(here.url);
    const link = await makeLink(page, sandbox);
    await page.goto(there.url + new URL(page.url()).pathname);
    await expect(card(page)).toContainText(link.url);
  });

  await test.step("three presses of one attempt, across both, make one link", async () => {
    const create = await catchCreate(page, here.url);
    const patientId = newPatientId();
    const data = create.bodyWith({ patientId });
    const press = async ({ url }: { url: string }) => {
      const headers = { ...create.headers, origin: url, referer: url };
      const answer = await page.request.post(url, { headers, data });
      return (await answer.text()).includes('"ok":true');
    };
    expect(await Promise.all([here, there, here].map(press))).toEqual([true, true, true]);
    expect(await sandbox.sessionsOf(patientId)).toHaveLength(1);
  });

  await test.step("a sign-out on one holds on the other", async () => {
    await page.goto(there.url);
    const patientId = newPatientId();
    await enter(page, patientId);
    await expectLinkReady(page, patientId);
    const linkPath = new URL(page.url()).pathname;
    const before = await page.context().cookies();
    await signOut(page);
    // Even for somebody who kept the cookie.
    await page.context().addCookies(before);
    const status = await page.request.get(`${here.url}/api${linkPath}`);
    expect(status.status()).toBe(401);
  });

  await postgres.stop();
});
