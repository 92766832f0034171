import type { Page } from "@playwright/test";
import {
  expectNoAxeViolations,
  expectNoAxeViolationsInEitherTheme,
} from "../support/accessibility";
import { expect, test } from "../support/fixtures";
import { card, makeLink, newestLink } from "../support/links";
import { withPaper } from "../support/paper";
import { cutOut, photocopied } from "../support/pictures";
import { everyReader, type Picture, readCodes } from "../support/qr-readers";

// The real address, so that the code is as large as in a clinic: 60 characters.
const clinicLinks = "https://app.medblocks.com";
test.use({
  sandboxEnv: { SANDBOX_PUBLIC_ORIGIN: clinicLinks },
  appEnv: { MEDBLOCKS_LINK_ORIGINS: clinicLinks },
});

const titles = {
  en: "Share your health records with us",
  es: "Comparta su historial médico con nosotros",
  zh: "请与我们分享您的病历",
  vi: "Chia sẻ hồ sơ sức khỏe với chúng tôi",
  ar: "شارك سجلاتك الصحية معنا",
  hi: "अपने स्वास्थ्य रिकॉर्ड हमारे साथ साझा करें",
};

const papers = [
  { size: "a6", sheet: [105, 148], codeMm: 62, leastPoints: 12 },
  { size: "a4", sheet: [210, 297], codeMm: 90, leastPoints: 16 },
] as const;

const idOf = (page: Page) => new URL(page.url()).pathname.replace("/sessions/", "");

test("the handout is one sheet in every language, and a scan or a copy of it leads to the link", async ({
  page,
  context,
  sandbox,
}) => {
  await page.goto("/");
  const { url, patientId } = await makeLink(page, sandbox, {
    name: "Planted Quell",
    hospitals: { suggest: ["Mayo Clinic", "Cleveland Clinic"] },
    lifetime: "24 hours",
  });
  expect(url).toHaveLength(60);
  const id = idOf(page);

  const paper = await context.newPage();
  const loaded = new Set<string>();
  const complaints: string[] = [];
  paper.on("request", (request) => loaded.add(request.resourceType()));
  paper.on("console", (message) => complaints.push(message.text()));
  for (const { size, sheet, codeMm, leastPoints } of papers) {
    for (const [language, title] of Object.entries(titles)) {
      const what = `${size} ${language}`;
      await paper.goto(`/print/${id}?size=${size}&lang=${language}`);
      await expect(paper.getByRole("heading", { name: title })).toBeVisible();
      await expect(paper.getByText(new URL(url).host, { exact: true })).toBeVisible();
      expect(await paper.content()).not.toMatch(new RegExp(`Planted|Quell|${patientId}|${id}`));

      const measured = await paper.evaluate(measure);
      expect(measured.cutOff, what).toEqual([]);
      const [, , side = 0] = measured.codeInches;
      expect(Math.abs(side * 25.4 - codeMm), what).toBeLessThanOrEqual(1);
      expect(measured.leastPoints, what).toBeGreaterThanOrEqual(leastPoints);

      // As browsers print unless told otherwise: without backgrounds.
      const pdf = await paper.pdf({ preferCSSPageSize: true, printBackground: false });
      await withPaper(pdf, async ({ sheets, size: [width, height], scan }) => {
        expect(sheets, what).toBe(1);
        expect(Math.abs(width - sheet[0]), what).toBeLessThan(0.5);
        expect(Math.abs(height - sheet[1]), what).toBeLessThan(0.5);
        if (language !== "en" && language !== "ar") return;
        const lookAt = (sheet: Picture, dpi: number) => {
          const [left, top, side] = measured.codeInches.map((inches) => Math.round(inches * dpi));
          return readCodes(cutOut(sheet, left ?? 0, top ?? 0, side ?? 0));
        };
        expect(await lookAt(await scan(150), 150), `${what}, scanned`).toEqual(everyReader(url));
        const copy = photocopied(await scan(72));
        expect(await lookAt(copy, 72), `${what}, copied`).toEqual(everyReader(url));
      });
    }
  }
  await expect(paper.getByText("mychart.clevelandclinic.org")).toBeVisible();
  await expectNoAxeViolations(paper);
  expect([...loaded]).toEqual(["document"]);
  expect(complaints).toEqual([]);
});

test("Ctrl+P prints the handout and never the page, and offers a link that lasts a day", async ({
  page,
  sandbox,
  startApp,
}) => {
  const app = await startApp({ env: { MEDBLOCKS_LINK_ORIGINS: clinicLinks } });
  await page.goto(`${app.url}/settings`);
  await page.getByRole("checkbox", { name: "Español" }).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved: Languages for patients.")).toBeVisible();
  const printed = await watchPrinter(page);

  await page.goto(app.url);
  const { patientId } = await makeLink(page, sandbox);
  const short = idOf(page);
  await page.keyboard.press("Control+p");
  await expect(card(page).getByText(/^This link stops at .* today\.$/)).toBeVisible();
  const makeLonger = page.getByRole("button", { name: "Make it 24 hours and print" });
  await expect(makeLonger).toBeFocused();
  await expectNoAxeViolationsInEitherTheme(page);
  expect(printed()).toEqual([]);

  // One press: another link for the same patient, and its handout.
  await makeLonger.press("Enter");
  await expect.poll(printed).toHaveLength(1);
  const long = idOf(page);
  expect(long).not.toBe(short);
  expect(printed()).toEqual([`/print/${long}?size=a6&lang=en`]);
  const made = await newestLink(sandbox, patientId);
  expect(made.expiresAt - made.createdAt).toBe(24 * 3_600_000);
  expect(await sandbox.sessionsOf(patientId)).toHaveLength(2);

  await page.getByText("Paper: Card (A6)").click();
  await page.getByRole("radio", { name: "Large print (A4)" }).check();
  await page.getByRole("radio", { name: "Español" }).check();
  await expectNoAxeViolationsInEitherTheme(page);
  await page.getByRole("button", { name: "Print", exact: true }).click();
  await expect.poll(printed).toHaveLength(2);
  expect(printed()[1]).toBe(`/print/${long}?size=a4&lang=es`);

  // Coming back to the card prints nothing; each paper is in the record once.
  await page.keyboard.press("F2");
  await expect(page.getByText("The QR code appears here.")).toBeVisible();
  await page.goBack();
  await expect(card(page).getByText("Paper: Card (A6), English")).toBeVisible();
  const ways = await (await page.request.get(`${app.url}/api/sessions/${long}/handover`)).json();
  expect(ways.map(({ what }: { what: string }) => what)).toEqual(["printed", "printed"]);

  // Where there is no paper, nobody is left to wait for one.
  await page.route("**/print/**", (route) => route.continue({ url: `${app.url}/print/gone` }));
  await page.keyboard.press("Control+p");
  await expect(page.getByText("Nothing was printed. Go back and try again")).toBeVisible();
  await page.route("**/print/**", (route) => route.abort());
  await page.keyboard.press("Control+p");
  await expect(page.getByText("The handout could not be opened.")).toBeVisible();
  expect(printed()).toHaveLength(2);
});

test("a link that has ended is not printed", async ({ page, sandbox }) => {
  const printed = await watchPrinter(page);
  await page.goto("/");
  const link = await makeLink(page, sandbox);
  const id = idOf(page);
  await page.keyboard.press("Control+p");
  const anyway = page.getByRole("button", { name: "Print anyway" });
  await anyway.click();
  await expect.poll(printed).toHaveLength(1);
  await expect(page.getByRole("button", { name: "Print", exact: true })).toBeFocused();

  // Ours alone may hold it in a frame; it passes nothing on and is kept nowhere.
  const answer = await page.request.get(`/print/${id}`);
  expect(answer.headers()).toMatchObject({
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-frame-options": "SAMEORIGIN",
  });
  expect(answer.headers()["content-security-policy"]).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'$/,
  );

  await sandbox.expire(link.id);
  await expect(card(page).getByRole("button", { name: "New link, same details" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Print", exact: true })).toHaveCount(0);
  await expect(page.locator("iframe")).toHaveCount(0);
  for (const [path, status, heading] of [
    [`/print/${id}`, 410, "This link has ended"],
    ["/print/of-nobody?size=a4", 404, "This link could not be loaded"],
  ] as const) {
    expect((await page.goto(path))?.status()).toBe(status);
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
    await expect(page.locator("svg, script")).toHaveCount(0);
  }
  await expectNoAxeViolationsInEitherTheme(page);
});

/** Stands in for the print window, in every frame. @returns the addresses that were printed */
async function watchPrinter(page: Page): Promise<() => string[]> {
  const printed: string[] = [];
  await page.exposeBinding("notePrint", ({ frame }) => {
    const { pathname, search } = new URL(frame.url());
    printed.push(pathname + search);
  });
  await page.addInitScript("window.print = () => void window.notePrint()");
  return () => printed;
}

/** What stands on the sheet, in the units that it is designed in. */
function measure() {
  const sheet = document.querySelector("main");
  const code = sheet?.querySelector("svg")?.getBoundingClientRect();
  if (!sheet || !code) throw new Error("This is no handout");
  const paper = sheet.getBoundingClientRect();
  const blocks = [...sheet.querySelectorAll("h1, svg, .code p, li, footer")];
  return {
    cutOff: blocks
      .filter((block) => {
        const { top, bottom, left, right } = block.getBoundingClientRect();
        return top < paper.top || bottom > paper.bottom || left < paper.left || right > paper.right;
      })
      .map(({ textContent }) => textContent),
    codeInches: [code.left - paper.left, code.top - paper.top, code.width].map((px) => px / 96),
    leastPoints: Math.min(
      ...[...sheet.querySelectorAll("*")].map(
        (part) => (Number.parseFloat(getComputedStyle(part).fontSize) / 96) * 72,
      ),
    ),
  };
}
