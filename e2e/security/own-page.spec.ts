import type { Page, Request } from "@playwright/test";
import { enter, problem } from "../support/desk";
import { expect, newPatientId, test } from "../support/fixtures";

const refused = '"kind":"not-our-page"';
/** What the framework says before our code runs. */
const stopped = /"digest":"\d+"|^Internal Server Error$/;

test("only a page of this app can press Create", async ({ page, sandbox, app }) => {
  const patientId = newPatientId();
  const { create, settle } = await catchRequests(page, patientId);
  const { host, origin } = new URL(page.url());
  const evil = "https://evil.example";
  for (const [headers, answer] of [
    [{ "sec-fetch-site": "cross-site" }, refused],
    [{ "sec-fetch-site": "same-site" }, refused],
    [{ origin: evil }, stopped],
    [{ origin: evil, "x-forwarded-host": "evil.example" }, refused],
    [{ origin: evil, forwarded: "host=evil.example", "x-forwarded-host": host }, stopped],
    [{ origin: "null" }, stopped],
    [{ origin: "" }, stopped],
    [{ host: "evil.example", origin: "http://evil.example" }, refused],
    [{ host: "evil.example", "x-forwarded-host": host }, refused],
    [{ host: "evil.example", origin }, stopped],
    [{ host: `evil.example:${new URL(origin).port}`, origin: `http://evil.example` }, stopped],
  ] as const) {
    for (const request of [create, settle]) {
      const said = await send(page, request, headers);
      expect(said, JSON.stringify(headers)).toMatch(answer);
      expect(said).not.toContain('"ok":true');
    }
  }
  // The reads are nobody else's either: a foreign name may lead to this machine.
  for (const path of ["/", "/api/sources?q=mayo", "/api/sessions/AAAAAAAAAAAAAAAAAAAAAA"]) {
    const answer = await page.request.get(path, { headers: { host: "evil.example" } });
    expect([403, 404]).toContain(answer.status());
    expect(await answer.text()).not.toMatch(/Mayo|Patient ID/);
  }
  // Who opened it so learns why, whatever the name is.
  for (const path of ["/", "/sign-in", "/display", "/nowhere"]) {
    for (const foreign of ["evil.example", "<b>evil"]) {
      const answer = await page.request.get(path, { headers: { host: foreign } });
      const text = await answer.text();
      expect(answer.status(), path).toBe(404);
      expect(text, path).toMatch(/sets APP_URL/);
      expect(text, path).toContain(origin);
      expect(text.includes("evil"), path).toBe(foreign === "evil.example");
    }
  }
  expect(app.log().match(/"foreign-host"/g)).toHaveLength(1);
  expect(await sandbox.askedAbout(patientId)).toEqual([]);

  // The request as such is a good one.
  expect(await send(page, create, {})).toContain('"ok":true');
  expect(await sandbox.sessionsOf(patientId)).toHaveLength(1);
});

test("what no form can send is refused with a clear answer", async ({ page, sandbox }) => {
  const { create } = await catchRequests(page, newPatientId());
  const [input] = JSON.parse(create.postData() ?? "");
  for (const [field, values] of [
    ["patientId", [["MRN1"], { id: "MRN1" }, 42, true, null, "$undefined", "$n5", "MRN\ud800", ""]],
    ["name", [["Maria"], "Maria\ud800", "Maria\u202e", 7, null]],
    ["lifetimeSeconds", ["3600", "$Infinity", "$NaN", "$-Infinity", 59.5, [3600], null]],
    ["mode", ["both", null, ["suggest"]]],
    ["suggestedSourceIds", ["fhirsrc_one", { 0: "fhirsrc_one" }, ["mayo"], [["fhirsrc_one"]]]],
    ["onlySourceId", ["../patients", ["fhirsrc_one"], 5]],
    ["returnUrl", ["javascript:alert(1)", "//evil.example", "http://evil.example/", 5]],
    ["metadata", [{ key: "a", value: "b" }, [["a", "b"]], [{ key: "__proto__", value: "x" }]]],
    ["metadata", [[{ key: "constructor", value: "x" }], [{ key: "desk_attempt", value: "x" }]]],
    ["attemptId", ["short", "'; drop table sessions; --", ["a".repeat(32)], 1]],
    ["replaces", ["yes", true, { name: "Maria" }]],
    ["makeAnother", ["true", 1, null]],
  ] as const) {
    for (const value of values) {
      const said = await send(page, create, {}, JSON.stringify([{ ...input, [field]: value }]));
      expect(said, `${field}: ${JSON.stringify(value)}`).toContain('"kind":"invalid-input"');
      expect(said).toContain(`"path":"${field}`);
    }
  }
  for (const whole of [[], [null], ["text"], [[input]], [{}], [{ __proto__: input }]]) {
    const said = await send(page, create, {}, JSON.stringify(whole));
    expect(said, JSON.stringify(whole)).toContain('"kind":"invalid-input"');
  }

  // A file where a text belongs, as a form with files sends it.
  const { "content-type": _, "content-length": __, ...headers } = await create.allHeaders();
  const multipart = new FormData();
  multipart.append("1", new File(["MRN10023"], "id.txt", { type: "text/plain" }));
  multipart.append("0", JSON.stringify([{ ...input, patientId: "$B1" }]));
  const answer = await page.request.post(create.url(), { headers, multipart });
  expect(await answer.text()).toContain('"kind":"invalid-input"');
  // But for what the card and the app's housekeeping ask by themselves.
  const { getSession: _get, listPatientSessions: _list, ...asked } = (await sandbox.calls()).counts;
  expect(asked).toEqual({});
});

/** The browser's own requests to create and to look for what came of it; neither arrives. */
async function catchRequests(page: Page, patientId: string) {
  await page.goto("/");
  await page.route("/", (route) => route.abort());
  const post = () => page.waitForRequest((request) => request.method() === "POST");
  const create = post();
  await enter(page, patientId);
  const checkNow = problem(page).getByRole("button", { name: "Check now" });
  await expect(checkNow).toBeVisible();
  const settle = post();
  await checkNow.click();
  return { create: await create, settle: await settle };
}

/** Sends a caught request as a program could that is no browser. */
async function send(
  page: Page,
  request: Request,
  headers: Record<string, string>,
  body = request.postData() ?? "",
): Promise<string> {
  const { "content-length": _, ...own } = await request.allHeaders();
  const answer = await page.request.post(request.url(), {
    headers: { ...own, ...headers },
    data: body,
  });
  return answer.text();
}
