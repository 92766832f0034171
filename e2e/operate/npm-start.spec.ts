import { enter, expectLinkReady } from "../support/desk";
import { expect, newPatientId, signedOut, test } from "../support/fixtures";
import { card } from "../support/links";
import { startByCommand } from "../support/processes";

test.use({ storageState: signedOut });

const address = /^ {2}(http:\S+)$/m;

test("one command, one click, the first code; the next start keeps staff and links", async ({
  page,
}, testInfo) => {
  const DATA_DIR = testInfo.outputPath("data");
  const patientId = newPatientId();

  const first = await startByCommand({ DATA_DIR });
  expect(first.log()).toContain("No MEDBLOCKS_API_KEY is set, so this uses the built-in sandbox");
  await page.goto(address.exec(first.log())?.[1] ?? "");
  await enter(page, patientId);
  await expectLinkReady(page, patientId);
  const { origin, pathname, port } = new URL(page.url());
  await first.stop();
  expect(first.log()).toContain("Stopped.");

  const second = await startByCommand({ DATA_DIR, PORT: port });
  await page.goto(origin + pathname);
  await expect(card(page)).toContainText(patientId);
  await second.stop();
});
