import { expectNoAxeViolations } from "../support/accessibility";
import { expect, test } from "../support/fixtures";

test.use({ viewport: { width: 320, height: 640 } });

const saysUnknown = "The desk can see if it worked.";

test("what is not ours leads to one and the same bare page", async ({ page }) => {
  for (const query of [
    "session_id=sess_01J9YQ8M2X4VZ6P2K5RH7M3KQT&success=true",
    "patient_flow_id=pf_..%2F..%2Fpatients",
    "patient_session_id=%3Cscript%3Ealert(1)%3C/script%3E",
    "patient_id=MRN10023&error=access_denied&error_description=%3Cb%3ENo%3C/b%3E",
  ]) {
    const response = await page.goto(`/done?${query}`);
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/done");
    expect(await response?.text()).not.toMatch(/MRN10023|access_denied|<script|<b>/);
    await expect(page.getByText(saysUnknown)).toBeVisible();
  }
});

test("a token of somebody's own opens nothing", async ({ page }) => {
  await page.goto(`/done?t=${"A".repeat(62)}&lang=en`);
  await expect(page.getByText(saysUnknown)).toBeVisible();
  await expect(page.getByRole("link", { name: "Español" })).toHaveAttribute(
    "href",
    "/done?lang=es",
  );
});

test("loads nothing but itself, and the browser finds nothing to block", async ({ page }) => {
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.resourceType()));
  page.on("console", (message) => complaints.push(message.text()));
  await page.goto("/done", { waitUntil: "networkidle" });

  expect(requests).toEqual(["document"]);
  expect(complaints).toEqual([]);
  await expect(page.locator("script")).toHaveCount(0);
});

test("takes GET, HEAD and POST, and forbids keeping, embedding and passing on", async ({
  request,
}) => {
  const answer = await request.head("/done?lang=ar");
  expect(answer.status()).toBe(200);
  expect(answer.headers()).toMatchObject({
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
  });
  const policies = answer
    .headersArray()
    .filter(({ name }) => name.toLowerCase() === "content-security-policy");
  expect(policies.map(({ value }) => value)).toEqual([
    expect.stringMatching(/^default-src 'none'; style-src 'sha256-.*frame-ancestors 'none'$/),
  ]);
  // An answer to a question that nobody asked is not taken, and leads back.
  const post = await request.post("/done", { form: { whose: "mine" }, maxRedirects: 0 });
  expect([post.status(), post.headers().location]).toEqual([303, "/done"]);
  for (const method of ["PUT", "DELETE"]) {
    expect((await request.fetch("/done", { method })).status(), method).toBe(405);
  }
});

test.describe("in the patient's language", () => {
  const thanks = {
    en: "Thank you",
    es: "Gracias",
    zh: "谢谢",
    vi: "Cảm ơn quý vị",
    ar: "شكرًا لك",
    hi: "धन्यवाद",
  };

  for (const [language, heading] of Object.entries(thanks)) {
    test(`reads well by day, by night and on a small phone: ${language}`, async ({ page }) => {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await page.goto(`/done?lang=${language}`);
        await expect(page.getByRole("heading", { name: heading })).toBeVisible();
        await expect(page.locator("html")).toHaveAttribute("lang", language);
        await expect(page.locator("html")).toHaveAttribute(
          "dir",
          language === "ar" ? "rtl" : "ltr",
        );
        await expectNoAxeViolations(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
      }
      for (const link of await page.getByRole("link").all()) {
        const box = await link.boundingBox();
        expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
      }
    });
  }

  test.describe("of the phone", () => {
    test.use({ locale: "zh-TW" });

    test("counts until another is chosen", async ({ page }) => {
      await page.goto("/done");
      await expect(page.getByRole("heading", { name: thanks.zh })).toBeVisible();
      await page.getByRole("link", { name: "العربية" }).click();
      await expect(page.getByRole("heading", { name: thanks.ar })).toBeVisible();
    });
  });
});
