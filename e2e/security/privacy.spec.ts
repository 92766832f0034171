import { fileURLToPath } from "node:url";
import { catchCreate } from "../support/action";
import { tamper } from "../support/database";
import { enter, expectLinkReady, newLink, pressCreate, problem } from "../support/desk";
import { expect, newPatientId, test } from "../support/fixtures";
import { add } from "../support/hospitals";
import { card, makeLink, newestLink } from "../support/links";
import { sandboxKey } from "../support/processes";
import { bytesBelow, foundIn, keptByBrowser, wholeAnswer, witness } from "../support/witness";

const plantedKey = "mb_sk_sbx_planted_where_it_must_not_appear";

test.use({
  appEnv: { MEDBLOCKS_API_KEY: plantedKey },
  sandboxEnv: { SANDBOX_KEYS: `${plantedKey},${sandboxKey}` },
});

test("the patient and the link are on the screen, at the API, and nowhere else", async ({
  page,
  sandbox,
  app,
}) => {
  const patientId = newPatientId();
  const patient = [patientId, "Planted Quell", "planted.quell@example.com"] as const;
  const seen = witness(page);
  const logBefore = app.log().length;
  await page.goto("/");
  await page.getByLabel("Patient ID").fill(patientId);
  await page.getByLabel("Name").fill(patient[1]);
  await page.getByLabel("Email").fill(patient[2]);
  await add(page, "Mayo Clinic");
  await pressCreate(page);
  await expectLinkReady(page, patientId);
  const link = await newestLink(sandbox, patientId);
  const linkPage = page.url();

  // Whatever staff then do with it, and whatever goes wrong.
  await page.keyboard.press("F4");
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(card(page)).toContainText(link.url);
  await newLink(page);
  await page.getByLabel("Name").fill("Planted Quill");
  await enter(page, patientId);
  await expect(problem(page)).toContainText("Planted Quell");
  await page.getByLabel("Name").fill(patient[1]);
  await sandbox.fault({ on: "getPatient", kind: "status", status: 403 });
  await pressCreate(page);
  await expect(problem(page).getByText("Reference")).toBeVisible();
  await page.goBack();
  await expect(card(page)).toContainText(link.url);

  const secrets = [...patient, "Planted Quill", link.token];
  const asked = seen.urls();
  expect(foundIn(asked.join("\n"), secrets)).toEqual([]);
  expect(foundIn(await page.title(), secrets)).toEqual([]);
  expect(foundIn(await seen.requestHeaders(), secrets)).toEqual([]);
  expect(foundIn(await seen.responseHeaders(), secrets)).toEqual([]);
  expect(foundIn(await keptByBrowser(page), secrets)).toEqual([]);
  expect(foundIn(bytesBelow(app.dataDir), secrets)).toEqual([]);
  expect(foundIn(app.log().slice(logBefore), secrets)).toEqual([]);
  // The API's own addresses have the patient in one place only.
  const { calls } = await sandbox.calls();
  const paths = calls.map(({ path }) => path.replace(/^\/patients\/[^/?]+/, "/patients/…"));
  expect(foundIn(paths.join("\n"), secrets)).toEqual([]);
  // Who is signed in, and who has signed in on this PC; both for the server's eyes only.
  const cookies = await page.context().cookies();
  expect(cookies.map(({ name }) => name).sort()).toEqual(["desk-device", "desk-session"]);
  expect(cookies.filter(({ httpOnly, sameSite }) => !httpOnly || sameSite !== "Lax")).toEqual([]);
  // Nobody else is asked for anything, and the browser has nothing to block or to complain about.
  expect(new Set(asked.map((url) => new URL(url).origin))).toEqual(new Set([app.url]));
  expect(seen.said).toEqual([]);

  // The search itself works: it finds them where they belong.
  expect(foundIn(await seen.requestBodies(), secrets)).toEqual([...patient, "Planted Quill"]);
  expect(foundIn(await seen.responseBodies(), secrets)).toEqual(
    expect.arrayContaining([patientId, patient[1], link.token]),
  );
  expect(foundIn(await keptByBrowser(page), [linkPage])).toEqual([linkPage]);
  expect(foundIn(bytesBelow(app.dataDir), [link.id])).toEqual([link.id]);
  await expect.poll(() => app.log().slice(logBefore)).toContain("connect_failed");
});

test("the API key is in no page, payload, answer, error page, file or line of the log", async ({
  page,
  sandbox,
  app,
}) => {
  const seen = witness(page);
  await page.goto("/");
  await makeLink(page, sandbox);
  const linkPath = new URL(page.url()).pathname;
  const id = linkPath.replace("/sessions/", "");

  // An API that says our own key back to us.
  const echo = { error: { type: "api_error", code: plantedKey, message: plantedKey } };
  await sandbox.fault({ on: "createSession", kind: "wrong-shape", body: echo });
  await newLink(page);
  await enter(page, newPatientId());
  await expect(problem(page)).toContainText("We are checking");

  const payload = { RSC: "1" };
  const asked = await Promise.all([
    page.request.get("/?_rsc=1", { headers: payload }),
    page.request.get(linkPath, { headers: payload }),
    page.request.get(linkPath, { headers: { ...payload, "Next-Router-Prefetch": "1" } }),
    page.request.get("/", { headers: { ...payload, "Next-Router-Segment-Prefetch": "/_tree" } }),
    page.request.get("/nowhere"),
    page.request.get(`/api/sessions/${id}`),
    page.request.get("/api/sessions/nowhere"),
    page.request.get("/api/sources?q=mayo"),
    page.request.get("/api/sources/fhirsrc_nowhere"),
    page.request.get("/api/health"),
    page.request.get("/done?session_id=sess_nowhere"),
  ]);

  // A fault of our own: the stored row does not open any more.
  expect(tamper(app.dataDir, "update sessions set details = 'AAAA' where id = ?", id)).toBe(1);
  asked.push(await page.request.get(`/api/sessions/${id}`));
  expect(asked.at(-1)?.status()).toBe(500);
  await page.goto(linkPath);
  await expect(page.getByRole("heading", { name: "Connect Desk has a problem" })).toBeVisible();
  const reference = await page.getByText(/^Reference \d+$/).textContent();
  const digest = `"digest":"${reference?.replace("Reference ", "")}"`;
  await expect.poll(() => app.log()).toContain(digest);

  const answers = (await Promise.all(asked.map(wholeAnswer))).join("\n");
  for (const text of [
    answers,
    await seen.responseHeaders(),
    await seen.responseBodies(),
    app.log(),
    bytesBelow(app.dataDir),
  ]) {
    expect(foundIn(text, [plantedKey])).toEqual([]);
  }
  // Nor does a fault tell where in the code it was, or what it was.
  expect(answers.match(/DESK_SECRET|node_modules|at \w+ \(|\.next\/server/g)).toBeNull();
});

test("a browser gets no code of the server and no source maps", async ({ page }) => {
  const folder = fileURLToPath(new URL("../../.next/static", import.meta.url));
  const bundles = bytesBelow(folder);
  expect(
    bundles.match(
      // Settings name some variables to administrators; what stands in them is in no bundle.
      /sourceMappingURL|MEDBLOCKS_LINK_ORIGINS|DESK_SECRET|DATABASE_URL|Bearer |mb_sk_|aes-256-gcm|patient_key/g,
    ),
  ).toBeNull();
  // What a browser does need is there, so these are the bundles.
  expect(foundIn(bundles, ["Enter the patient ID"])).toHaveLength(1);

  const scripts = page.waitForResponse((response) => response.url().endsWith(".js"));
  await page.goto("/");
  const map = await page.request.get(`${(await scripts).url()}.map`);
  expect(map.status()).toBe(404);
});

test("every line of the log is JSON with a failure's code, status and request id, and nobody's name", async ({
  page,
  sandbox,
  app,
}) => {
  const create = await catchCreate(page);
  const logBefore = app.log().length;
  const planted = { patientId: newPatientId(), name: "Quell" };
  const post = (data: string, headers = {}) =>
    page.request.post("/", { headers: { ...create.headers, ...headers }, data });
  await sandbox.fault({
    on: "createSession",
    kind: "status",
    status: 403,
    code: "insufficient_scope",
    patientId: planted.patientId,
  });
  await post(create.bodyWith(planted));
  const { calls } = await sandbox.calls();
  const refused = calls.find(
    ({ operation, status }) => operation === "createSession" && status === 403,
  );

  // What makes Next itself complain, and quote: damaged, too large, for an action that is not there.
  await post("Quell");
  await post(create.bodyWith(planted).slice(0, -20));
  await post(create.bodyWith({ ...planted, email: "x".repeat(70_000) }));
  await post(create.bodyWith(planted), { "next-action": "quell".padEnd(42, "0") });

  // The last is empty, or not finished yet.
  const lines = () => app.log().slice(logBefore).split("\n").slice(0, -1);
  const complaints = () => lines().filter((line) => line.includes('"complaint"')).length;
  await expect.poll(complaints).toBeGreaterThanOrEqual(4);
  const logged: Record<string, unknown>[] = lines().map((line) => JSON.parse(line));
  expect(logged).toContainEqual({
    level: "warn",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    event: "connect_failed",
    operation: "create_session",
    attempt: 1,
    duration_ms: expect.any(Number),
    code: "insufficient_scope",
    status: 403,
    request_id: refused?.requestId,
    cause: "rejected",
  });
  const complaint = ["level", "time", "event", "cause", "code", "digest", "stack"];
  for (const line of logged.filter(({ event }) => event === "complaint")) {
    expect(complaint).toEqual(expect.arrayContaining(Object.keys(line)));
  }
  expect(foundIn(lines().join("\n"), Object.values(planted))).toEqual([]);
});

test("a link older than RETENTION_DAYS is gone after a start, a younger one is not", async ({
  page,
  sandbox,
  startApp,
}, testInfo) => {
  const DATA_DIR = testInfo.outputPath("data");
  const env = {
    DATA_DIR,
    DESK_SECRET: "a made-up secret of the tests, 43 characters",
    RETENTION_DAYS: "7",
  };
  const first = await startApp({ env });
  const idOf = async () => {
    await page.goto(first.url);
    const { id } = await makeLink(page, sandbox);
    return { upstream: id, path: `/api${new URL(page.url()).pathname}` };
  };
  const [old, young] = [await idOf(), await idOf()];
  // In peace it lets go of the jobs at once, if it gets to it.
  await page.goto("about:blank");
  await first.askToEnd();
  for (const [link, days] of [
    [old, 7.01],
    [young, 6.99],
  ] as const) {
    const createdAt = new Date(Date.now() - days * 24 * 60 * 60_000).toISOString();
    const age = "update sessions set created_at = ? where upstream_id = ?";
    expect(tamper(DATA_DIR, age, createdAt, link.upstream)).toBe(1);
  }

  const again = await startApp({ env });
  const statusOf = async (path: string) => (await page.request.get(again.url + path)).status();
  // Else the next one first makes sure for 15 s that nobody else does them.
  await expect.poll(() => statusOf(old.path), { timeout: 30_000 }).toBe(404);
  expect(await statusOf(young.path)).toBe(200);
});
