import type { APIResponse } from "@playwright/test";
import { catchCreate } from "../support/action";
import { expect, test } from "../support/fixtures";
import { makeLink } from "../support/links";

const dataPolicy =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

test.describe("every answer", () => {
  test("of a page lets only its own scripts run, and keeps, shows and tells nothing", async ({
    page,
    request,
    sandbox,
  }) => {
    await page.goto("/");
    await makeLink(page, sandbox);
    const linkPath = new URL(page.url()).pathname;
    const nonces = new Set<string>();
    const pages = [
      "/",
      "/",
      linkPath,
      "/sessions/nowhere",
      "/nowhere",
      "/donex",
      "/sessions/%E0%A4%A",
    ];
    for (const path of pages) {
      const answer = await request.get(path);
      const policy = answer.headers()["content-security-policy"] ?? "";
      const nonce = /'nonce-([\w+/]{22}==)'/.exec(policy)?.[1] ?? "none";
      nonces.add(nonce);
      expect(policy, path).toBe(
        `default-src 'none'; script-src 'self' 'nonce-${nonce}' 'strict-dynamic'; style-src 'self' 'nonce-${nonce}'; ` +
          "img-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
      );
      expect(answer.headers()["cache-control"], path).toContain("no-store");
      expectAlways(answer);
      const scripts = (await answer.text()).match(/<script[^>]*>/g) ?? [];
      expect(
        scripts.filter((script) => !script.includes(`nonce="${nonce}"`)),
        path,
      ).toEqual([]);
      expect(scripts.length).toBeGreaterThan(0);
    }
    expect(nonces.size).toBe(pages.length);
  });

  test("of another kind runs nothing at all, and patient data is kept nowhere", async ({
    page,
    request,
  }) => {
    const create = await catchCreate(page);
    const linkPath = new URL(page.url()).pathname;
    const action = await request.post("/", { headers: create.headers, data: create.bodyWith() });
    expect(action.headers()["cache-control"]).toContain("no-store");
    expectAlways(action);

    for (const [path, cached] of [
      [`/api${linkPath}`, "no-store"],
      ["/api/sessions/nowhere", "no-store"],
      ["/api/sources?q=MRN10023", "no-store"],
      ["/api/sources?q=mayo", "private, max-age=300"],
      ["/api/sources/fhirsrc_nowhere", "no-store"],
      ["/api/health", "no-store"],
      ["/api/nowhere", "private, no-cache, no-store, max-age=0, must-revalidate"],
      [
        "/_next/image?url=%2Ficon.svg&w=64&q=75",
        "private, no-cache, no-store, max-age=0, must-revalidate",
      ],
    ] as const) {
      const answer = await request.get(path);
      expect(answer.headers()["content-security-policy"], path).toBe(dataPolicy);
      expect(answer.headers()["cache-control"], path).toBe(cached);
      expectAlways(answer);
    }
    // What resizes pictures has had holes, and there is nothing for it to do here.
    expect((await request.get("/_next/image?url=%2Ficon.svg&w=64&q=75")).status()).toBe(404);
  });
});

test("a link that is not there looks the same, whatever was asked for", async ({
  page,
  request,
  sandbox,
}) => {
  const ids: string[] = [];
  for (let links = 0; links < 2; links += 1) {
    await page.goto("/");
    await makeLink(page, sandbox);
    ids.push(new URL(page.url()).pathname.replace("/sessions/", ""));
  }
  // 128 random bits: the second tells nothing of the first, and neither of the patient.
  const [real = "", next = ""] = ids;
  expect(real).toMatch(/^[\w-]{22}$/);
  expect(next.slice(0, 4)).not.toBe(real.slice(0, 4));

  const long = "x".repeat(4_000);
  for (const id of [real.slice(0, -1), `${real}x`, "__proto__", "%00", "..%2F..%2F", "'--", long]) {
    const answer = await request.get(`/sessions/${id}`);
    expect(answer.status(), id).toBe(404);
    expect(await answer.text(), id).toContain("We cannot find this link");
    expect((await request.get(`/api/sessions/${id}`)).status(), id).toBe(404);
  }
  // One that nobody can read is no address at all.
  expect((await request.get("/sessions/%E0%A4%A")).status()).toBe(404);
});

test("over https a browser is told to stay there", async ({ request }) => {
  for (const path of ["/sign-in", "/done", "/api/health", "/nowhere"]) {
    const overHttps = await request.get(path, { headers: { "x-forwarded-proto": "https" } });
    const header = "strict-transport-security";
    expect(overHttps.headers()[header], path).toBe("max-age=31536000; includeSubDomains");
    expect((await request.get(path)).headers()[header], path).toBeUndefined();
  }
});

test("no file of the server is to be had", async ({ request }) => {
  for (const path of [
    "/.env",
    "/.git/config",
    "/data/desk.db",
    "/data/desk-secret",
    "/package.json",
  ]) {
    expect((await request.get(path)).status(), path).toBe(404);
  }
});

test("no address leads away from here", async ({ request, app }) => {
  for (const path of [
    "//evil.example",
    "//evil.example/..",
    "/\\evil.example",
    "/%2F%2Fevil.example",
    "/?next=//evil.example&callbackUrl=https://evil.example",
    "/sessions/?url=https://evil.example",
    "/done?return_url=https://evil.example&next=//evil.example",
  ]) {
    const answer = await request.get(app.url + path, { maxRedirects: 0 });
    const { location = "" } = answer.headers();
    expect(new URL(location, app.url).origin, path).toBe(app.url);
  }
});

test.describe("a start", () => {
  test("with an unsafe setting ends at once, and names it without saying it", async ({
    startApp,
  }) => {
    for (const [name, value] of [
      ["MEDBLOCKS_API_URL", "http://planted.example"],
      ["MEDBLOCKS_API_URL", "https://planted:planted@api.example"],
      ["MEDBLOCKS_API_URL", "https://api.example/planted"],
      ["MEDBLOCKS_LINK_ORIGINS", "planted.example"],
    ] as const) {
      const end = await startApp({ env: { [name]: value } }).then(String, String);
      expect(end, `${name}=${value}`).toContain(name);
      expect(end, `${name}=${value}`).not.toContain("planted");
    }
  });
});

/** What no answer is without. */
function expectAlways(answer: APIResponse) {
  expect(answer.headers(), answer.url()).toMatchObject({
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
  });
  expect(answer.headers()["x-powered-by"]).toBeUndefined();
  expect(answer.headers()["access-control-allow-origin"]).toBeUndefined();
}
