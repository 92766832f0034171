import { execFile } from "node:child_process";
import { mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "../support/fixtures";
import { card, makeLink } from "../support/links";

const script = fileURLToPath(new URL("../../scripts/backup.mjs", import.meta.url));
const DESK_SECRET = "a made-up secret of the tests, 43 characters";

test("a backup taken while the desk works brings staff and links back", async ({
  page,
  sandbox,
  startApp,
}, testInfo) => {
  const lost = await startApp({ env: { DESK_SECRET } });
  await page.goto(lost.url);
  const link = await makeLink(page, sandbox);
  const linkPath = new URL(page.url()).pathname;

  const file = testInfo.outputPath("backup.db");
  const backUp = () =>
    promisify(execFile)(process.execPath, [script, file], {
      env: { ...process.env, MEDBLOCKS_API_KEY: "set", DATA_DIR: lost.dataDir, DATABASE_URL: "" },
    });
  expect((await backUp()).stdout).toContain("It opens with the same DESK_SECRET only");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await expect(backUp()).rejects.toMatchObject({
    stderr: expect.stringContaining("there already"),
  });
  await lost.crash();

  const DATA_DIR = testInfo.outputPath("data");
  mkdirSync(DATA_DIR);
  renameSync(file, join(DATA_DIR, "desk.db"));
  const other = startApp({
    env: { DATA_DIR, DESK_SECRET: DESK_SECRET.replace("made-up", "wrong") },
  });
  await expect(other).rejects.toThrow("made with another DESK_SECRET");

  // Whoever was signed in still is.
  const restored = await startApp({ env: { DATA_DIR, DESK_SECRET }, signIn: false });
  await page.goto(restored.url + linkPath);
  await expect(card(page)).toContainText(link.url);
});
