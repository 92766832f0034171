import { request as httpRequest } from "node:http";
import { catchCreate } from "../support/action";
import { enter, expectLinkReady, problem } from "../support/desk";
import { expect, newPatientId, test } from "../support/fixtures";
import { chips, option, picker } from "../support/hospitals";
import { card, code } from "../support/links";
import { witness } from "../support/witness";

test("what looks like markup stays text, whoever wrote it", async ({ page, sandbox }) => {
  const markup = (where: string) => `"><img src=x onerror="document.title='${where}'"><script>`;
  const seen = witness(page);
  const patientId = `<b>${newPatientId()}</b>`;
  const source = { name: markup("source"), portal_url: "javascript:document.title='portal'" };
  await page.goto("/");
  await sandbox.fault({ on: "listConnections", kind: "wrong-shape", body: oneSource(source) });
  await picker(page).fill(`Clinic ${newPatientId()}`);
  await expect(option(page, source.name)).toBeVisible();
  await picker(page).press("Enter");
  await expect(chips(page)).toContainText(source.name);
  await page.getByRole("button", { name: /^Remove / }).click();

  // The API knows this patient under another name.
  await sandbox.seedPatient({ patientId, name: markup("stored") });
  await page.getByLabel("Name").fill(markup("typed"));
  await page.getByText("More options").click();
  await page.getByLabel("Button label").fill("<i>Riverside</i>");
  await page.getByRole("button", { name: "Add a note" }).click();
  await page.getByLabel("Note 1 name").fill("<u>visit</u>");
  await page.getByLabel("Note 1 text").fill(markup("note"));
  await enter(page, patientId);
  await expect(problem(page)).toContainText(`${patientId} is ${markup("stored")} in Medblocks.`);
  await page.getByRole("button", { name: /^It is the same person/ }).click();

  await expectLinkReady(page, patientId);
  await expect(card(page).getByRole("heading", { level: 2 })).toContainText(markup("typed"));
  await page.reload();
  await expect(card(page).getByRole("heading", { level: 2 })).toContainText(markup("typed"));
  const [session] = await sandbox.sessionsOf(patientId);
  expect(session).toMatchObject({
    buttonLabel: "<i>Riverside</i>",
    metadata: { "<u>visit</u>": markup("note") },
  });

  await expect(page.locator("img, b, i, u, [onerror]")).toHaveCount(0);
  await expect(page).toHaveTitle("Link – Connect Desk");
  await expect(page.locator("a[href^='javascript']")).toHaveCount(0);
  expect(seen.said).toEqual([]);
});

test("a hospital's name turns no other text around", async ({ page, sandbox }) => {
  const name = "\u202eHospital\u2066 of\u200b Zion";
  await page.goto("/");
  await sandbox.fault({ on: "listConnections", kind: "wrong-shape", body: oneSource({ name }) });
  await picker(page).fill(`Clinic ${newPatientId()}`);
  const offered = page.getByRole("option").locator("bdi");
  await expect(offered).toHaveText(name);
  await picker(page).press("Enter");
  await expect(chips(page).locator("bdi")).toHaveText(name);
});

test("junk, and more than 64 KiB, is refused without a stack and makes nothing", async ({
  page,
  request,
  sandbox,
}) => {
  const { headers, bodyWith } = await catchCreate(page);
  await sandbox.resetCalls();
  const broken = ["", "junk", bodyWith().slice(0, -9), "\u0000", '["$F1"]', '["$B1"]', '["$Q1"]'];
  const odd = ["[]", '["$@1"]', '["$undefined"]', '[["$K1"]]', '[{"__proto__":{"ok":true}}]'];
  const large = [bodyWith().padEnd(64 * 1024 + 1), bodyWith({ name: "x".repeat(2_000_000) })];
  for (const body of [...broken, ...odd, ...large]) {
    const answer = await request.post("/", { headers, data: body });
    const text = await answer.text();
    const title = body.slice(0, 40);
    expect(text.match(/\bat .+:\d+|node_modules|\.next|Error:/g), title).toBeNull();
    // A bare reference to a line of the log, or a refusal in words of ours.
    expect(text, title).toMatch(odd.includes(body) ? '"kind":"invalid-input"' : /"digest":"\d+"/);
  }
  const form = { [`$ACTION_ID_${headers["next-action"]}`]: "", 0: bodyWith() };
  expect((await request.post("/", { multipart: form })).status()).toBe(200);
  // But for what the card and the app's housekeeping ask by themselves.
  const { getSession: _get, listPatientSessions: _list, ...asked } = (await sandbox.calls()).counts;
  expect(asked).toEqual({});

  // Whatever came before, a proper call still works, up to the last byte.
  await request.post("/", { headers, data: bodyWith().padEnd(64 * 1024) });
  expect((await sandbox.calls()).counts).toMatchObject({ createSession: 1 });
});

test("any method but POST makes nothing, and takes nothing away", async ({
  app,
  page,
  sandbox,
}) => {
  const { headers, bodyWith } = await catchCreate(page);
  const path = new URL(page.url()).pathname;
  await sandbox.resetCalls();
  for (const method of ["GET", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"]) {
    for (const at of ["/", path, `/api${path}`]) {
      await sendRaw(app.url + at, { method, headers, body: bodyWith() });
    }
  }
  expect((await sandbox.calls()).counts.createSession).toBeUndefined();
  await page.reload();
  await expect(code(page)).toBeVisible();
});

/** A catalog of the API with one hospital in it. */
function oneSource(source: { name: string; portal_url?: string }) {
  const hospital = {
    id: "fhirsrc_odd",
    resource_type: "fhir_source",
    type: "epic",
    fhir_base_url: "https://fhir.example.invalid/R4",
    logo_url: null,
    portal_url: null,
    ...source,
  };
  return { resource_type: "list", data: [hospital], has_more: false, next_cursor: null };
}

/** Sends what a browser would not let a page send. */
function sendRaw(
  url: string,
  { method, headers, body }: { method: string; headers: Record<string, string>; body: string },
): Promise<void> {
  const sized = { ...headers, "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers: sized }, (response) => {
      response.resume().on("end", resolve);
    });
    request.on("error", reject).end(body);
  });
}
