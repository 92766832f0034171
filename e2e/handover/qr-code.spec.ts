import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures";
import { card, code, makeLink } from "../support/links";
import { grainy, openPicture, outOfFocus } from "../support/pictures";
import { everyReader, readCodes } from "../support/qr-readers";

// The real address, so that the code is as large as in a clinic: 60 characters.
const clinicLinks = "https://app.medblocks.com";
test.use({
  sandboxEnv: { SANDBOX_PUBLIC_ORIGIN: clinicLinks },
  appEnv: { MEDBLOCKS_LINK_ORIGINS: clinicLinks },
});

test("a photo of the card leads to the link, on every screen", async ({
  page,
  browser,
  sandbox,
}) => {
  await page.goto("/");
  const { url } = await makeLink(page, sandbox, { name: "Ann Lee" });
  expect(url).toHaveLength(60);
  const table = await page.context().newPage();

  for (const deviceScaleFactor of [1, 1.25, 1.5, 2]) {
    const context = await browser.newContext({ deviceScaleFactor });
    const screen = await context.newPage();
    await screen.goto(page.url());
    for (const colorScheme of ["light", "dark"] as const) {
      await screen.emulateMedia({ colorScheme });
      await expect(code(screen)).toBeVisible();
      const seen = await readCodes(
        await openPicture(table, await card(screen).screenshot({ animations: "disabled" })),
      );
      expect(seen, `${colorScheme} at ${deviceScaleFactor}`).toEqual(everyReader(url));
    }
    await context.close();
  }
});

test("the code is read in forced colours, on a narrow screen and in print", async ({
  page,
  sandbox,
}) => {
  await page.goto("/");
  const { url } = await makeLink(page, sandbox);
  const table = await page.context().newPage();
  const expectReadable = async (how: string) => {
    await expect(code(page)).toBeVisible();
    const seen = await readCodes(
      await openPicture(table, await card(page).screenshot({ animations: "disabled" })),
    );
    expect(seen, how).toEqual(everyReader(url));
  };

  await page.emulateMedia({ colorScheme: "dark", forcedColors: "active" });
  await expectReadable("forced colours, dark");
  await page.emulateMedia({ colorScheme: "light", forcedColors: "active" });
  await expectReadable("forced colours, light");

  await page.emulateMedia({ colorScheme: "dark", forcedColors: "none" });
  await page.setViewportSize({ width: 320, height: 640 });
  await expectReadable("320 px wide");

  await page.emulateMedia({ media: "print" });
  await withoutBackgrounds(page);
  await expectReadable("print");
});

test("a printed page has the code", async ({ page, sandbox }, testInfo) => {
  test.skip(spawnSync("gs", ["--version"]).status !== 0, "needs Ghostscript to see the paper");
  await page.goto("/");
  const { url } = await makeLink(page, sandbox);
  const table = await page.context().newPage();
  const paper = testInfo.outputPath("card.pdf");
  const scan = testInfo.outputPath("card.png");
  await page.pdf({ path: paper, format: "A4", printBackground: false });
  const toPng = ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=png16m", "-r150"];
  spawnSync("gs", [...toPng, "-dFirstPage=1", "-dLastPage=1", `-sOutputFile=${scan}`, paper]);

  expect(await readCodes(await openPicture(table, readFileSync(scan)))).toEqual(everyReader(url));
});

test("a small, blurred and grainy picture of the code is still read", async ({ page, sandbox }) => {
  await page.goto("/");
  const { url } = await makeLink(page, sandbox);
  const table = await page.context().newPage();
  const small = outOfFocus(await openPicture(table, await code(page).screenshot()), 120, 0.8);
  for (let seed = 1; seed <= 10; seed++) {
    expect(await readCodes(grainy(small, 6, seed)), `grain ${seed}`).toEqual(everyReader(url));
  }
});

/** Browsers leave backgrounds out of a print unless they are asked for. */
async function withoutBackgrounds(page: Page) {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { background: none !important }");
    document.adoptedStyleSheets.push(sheet);
  });
}
