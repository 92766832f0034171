import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { APIRequestContext } from "@playwright/test";
import { z } from "zod";
import { newColleague, newPerson } from "../support/accounts";
import { expect, newPatientId, signedOut, test } from "../support/fixtures";
import { makeLink } from "../support/links";

/** What each caller gets, in the order of the columns. */
type Answers = readonly [signedOut: string, desk: string, administrator: string];

const callers = ["signed out", "desk", "administrator"] as const;
const everyone = (answer: string): Answers => [answer, answer, answer];
const staff = (answer: string): Answers => ["401", answer, answer];
const staffPage: Answers = ["307 /sign-in", "200", "200"];
const administratorPage: Answers = ["307 /sign-in", "404", "200"];

/**
 * The right answer of every page and handler of the build; `[id]` and `[key]` are a link and a
 * patient that are there. What a handler has no line for is 405 for everybody.
 */
const routes: Record<string, Answers> = {
  "GET /": staffPage,
  "GET /sessions": staffPage,
  "GET /sessions/[id]": staffPage,
  "GET /sessions/[id]/new-link": staffPage,
  "GET /sessions/[id]/way-out": staffPage,
  "GET /patients/[key]": staffPage,
  "GET /patients/[key]/new-link": staffPage,
  "GET /settings": staffPage,
  "GET /account": staffPage,
  "GET /account/confirmed": staffPage,
  "GET /staff": administratorPage,
  "GET /audit": administratorPage,
  "GET /sign-in": everyone("200"),
  "GET /setup": everyone("200"),
  "GET /done": everyone("200"),
  "POST /done": everyone("303 /done"),
  "GET /print/[id]": staff("200"),
  "GET /display": everyone("200"),
  "GET /api/health": everyone("200"),
  "POST /api/webhooks/medblocks": everyone("404"),
  "GET /api/auth/callback/oidc": everyone("404"),
  "GET /api/display/screen": everyone("404"),
  "POST /api/display/code": everyone("200"),
  "POST /api/display/shown": staff("400"),
  "POST /api/display/still-shown": staff("400"),
  "POST /api/display/cleared": staff("400"),
  "POST /api/sign-in": everyone("400"),
  "POST /api/sign-out": ["401", "204", "204"],
  "POST /api/activity": staff("204"),
  "POST /api/desk/keep": staff("400"),
  "GET /api/sources": staff("200"),
  "GET /api/sources/[id]": staff("404"),
  "POST /api/sessions": staff("400"),
  "POST /api/sessions/changes": staff("400"),
  "GET /api/sessions/help": staff("200"),
  "GET /api/sessions/[id]": staff("200"),
  "POST /api/sessions/[id]/link": staff("200"),
  "GET /api/sessions/[id]/handover": staff("200"),
  "POST /api/sessions/[id]/handover": staff("400"),
  "POST /api/sessions/[id]/email": staff("400"),
};

const byStaff = (answer: string): Answers => ["signed-out", answer, answer];
const byAdministrator = (answer: string): Answers => ["signed-out", "not-allowed", answer];

/** What every action says to a call without entries: `ok`, or the kind of its refusal. */
const actions: Record<string, Answers> = {
  createSessionAction: byStaff("invalid-input"),
  settleAttemptAction: byStaff("invalid-input"),
  correctPatientAction: byStaff("invalid-input"),
  checkCorrectionAction: byStaff("invalid-input"),
  finishFollowUpAction: byStaff("invalid-input"),
  reopenFollowUpAction: byStaff("invalid-input"),
  disconnectHospitalAction: byStaff("invalid-input"),
  checkConnectionAction: byStaff("ok"),
  sendTestEmailAction: byAdministrator("no-mail-server"),
  pairDisplayAction: byStaff("invalid-input"),
  unpairDisplayAction: byStaff("ok"),
  saveClinicSettingsAction: byAdministrator("invalid-input"),
  changeLiveUpdatesAction: byAdministrator("invalid-input"),
  confirmTimeAction: byAdministrator("ok"),
  changePasswordAction: byStaff("invalid-input"),
  startSecondFactorAction: byStaff("invalid-input"),
  finishSecondFactorAction: byStaff("invalid-input"),
  stopSecondFactorAction: ["signed-out", "proof-needed", "ok"],
  makeRecoveryCodesAction: byStaff("invalid-input"),
  startPasskeyAction: byStaff("invalid-input"),
  addPasskeyAction: byStaff("invalid-input"),
  removePasskeyAction: byStaff("invalid-input"),
  inviteStaffAction: byAdministrator("invalid-input"),
  withdrawInvitationAction: byAdministrator("invalid-input"),
  makeNewPasswordAddressAction: byAdministrator("invalid-input"),
  changeRoleAction: byAdministrator("invalid-input"),
  deactivateStaffAction: byAdministrator("invalid-input"),
  reactivateStaffAction: byAdministrator("invalid-input"),
  endSignInAction: byAdministrator("invalid-input"),
  findPatientKeyAction: byAdministrator("invalid-input"),
  verifyTrailAction: byAdministrator("ok"),
  signInAction: everyone("invalid-input"),
  confirmSecondFactorAction: everyone("invalid-input"),
  // Browsers know no passkeys at an address without a name, and no provider is set up here.
  startPasskeySignInAction: everyone("sign-in-refused"),
  signInWithPasskeyAction: everyone("invalid-input"),
  startSingleSignOnAction: everyone("sign-in-refused"),
  readOneTimeAddressAction: everyone("one-time-address-gone"),
  redeemOneTimeAddressAction: everyone("invalid-input"),
};

/** Where libraries for signing in often answer by themselves; here nobody does. */
const notServed = ["sign-in/email", "sign-up/email", "get-session", "two-factor/verify-totp", "ok"];

const folder = new URL("../../.next/server/", import.meta.url);
const readBuild = (file: string): unknown =>
  JSON.parse(readFileSync(fileURLToPath(new URL(file, folder)), "utf8"));

/** Pages and handlers by the address they answer. */
const builtRoutes = Object.keys(
  z.record(z.string(), z.string()).parse(readBuild("app-paths-manifest.json")),
)
  .filter((path) => !/^\/(_|icon\.svg)/.test(path))
  .map((path) => ({
    isPage: path.endsWith("/page"),
    path: path.replace(/\/\([^)]+\)/g, "").replace(/\/(page|route)$/, "") || "/",
  }));

const builtActions = Object.entries(
  z
    .object({
      node: z.record(
        z.string(),
        z.object({ exportedName: z.string(), workers: z.record(z.string(), z.unknown()) }),
      ),
    })
    .parse(readBuild("server-reference-manifest.json")).node,
).map(([id, { exportedName, workers }]) => ({
  id,
  name: exportedName,
  page: (Object.keys(workers)[0] ?? "").replace(/^app/, "").replace(/\/\([^)]+\)|\/page$/g, ""),
}));

type Caller = { request: APIRequestContext; fill: (path: string) => string };

test("every page, handler and action answers each caller as it is written down here", async ({
  page,
  browser,
  sandbox,
  startApp,
}) => {
  // Some 600 requests, one after the other.
  test.slow();
  // One of its own: at the end everybody is signed out.
  const app = await startApp();
  // Every answer there is: a route or an action that is new has no line yet.
  const pages = builtRoutes.filter(({ isPage }) => isPage).map(({ path }) => `GET ${path}`);
  const handlers = builtRoutes.filter(({ isPage }) => !isPage).map(({ path }) => path);
  const written = Object.keys(routes);
  expect(written.filter((route) => pages.includes(route)).sort()).toEqual(pages.sort());
  expect([...new Set(written.map((route) => route.replace(/^\w+ /, "")))].sort()).toEqual(
    builtRoutes.map(({ path }) => path).sort(),
  );
  expect(Object.keys(actions).sort()).toEqual(builtActions.map(({ name }) => name).sort());

  await page.goto(app.url);
  const name = "Planted Quell";
  await makeLink(page, sandbox, { patientId: newPatientId(), name });
  const id = new URL(page.url()).pathname.replace("/sessions/", "");
  const [patientPath = ""] = await page
    .getByRole("region", { name: "Handover" })
    .locator("a[href^='/patients/']")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  const fill = (path: string) =>
    app.url +
    path
      .replace("/patients/[key]", patientPath)
      .replace("/sources/[id]", "/sources/fhirsrc_nowhere")
      .replace("[id]", id);
  const colleague = await newColleague(browser, app, page, newPerson("Kim Desk"));
  const nobody = await browser.newContext({ storageState: signedOut });
  const all: Caller[] = [nobody.request, colleague.request, page.request].map((request) => ({
    request,
    fill,
  }));

  const rows: string[][] = [];
  for (const [route, expected] of Object.entries(routes)) {
    if (route === "POST /api/sign-out") continue; // last, below
    const answers = await Promise.all(all.map((caller) => askRoute(caller, route)));
    rows.push([route, ...answers]);
    expect(answers, route).toEqual(expected);
  }
  for (const path of handlers) {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      if (routes[`${method} ${path}`]) continue;
      const answers = await Promise.all(all.map((caller) => askRoute(caller, `${method} ${path}`)));
      expect(answers, `${method} ${path}`).toEqual(everyone("405"));
    }
  }
  for (const action of builtActions) {
    const answers = await Promise.all(all.map((caller) => callAction(caller, action, app.url)));
    rows.push([action.name, ...answers]);
    expect(answers, action.name).toEqual(actions[action.name]);
  }

  // However a page is asked for, who is not signed in learns nothing from it.
  for (const path of ["/", `/sessions/${id}`, patientPath]) {
    for (const headers of [
      { RSC: "1" },
      { RSC: "1", "Next-Router-Prefetch": "1" },
      { RSC: "1", "Next-Router-Segment-Prefetch": "/_tree" },
      { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
      { "x-desk-path": "/sign-in" },
      { cookie: "desk-session=planted" },
    ]) {
      const answer = await nobody.request.get(app.url + path, {
        headers: headers as Record<string, string>,
      });
      expect(await answer.text(), JSON.stringify(headers)).not.toMatch(/Planted|Patient ID|Quell/);
    }
  }
  for (const path of notServed) {
    const answer = await nobody.request.post(`${app.url}/api/auth/${path}`, { data: {} });
    expect(answer.status(), path).toBe(404);
  }
  for (const caller of all) rows.push([await askRoute(caller, "POST /api/sign-out")]);
  expect(rows.splice(-3).flat()).toEqual(routes["POST /api/sign-out"]);

  const table = [["", ...callers], ...rows].map((cells) =>
    cells.map((cell, column) => cell.padEnd(column === 0 ? 36 : 24)).join(""),
  );
  console.log(`\n${table.join("\n")}\n`);
  await colleague.context().close();
  await nobody.close();
});

/** @returns the status and, where it leads on, to which page */
async function askRoute({ request, fill }: Caller, route: string): Promise<string> {
  const [method = "", path = ""] = route.split(" ");
  const answer = await request.fetch(fill(path), {
    method,
    maxRedirects: 0,
    ...(method === "GET" ? {} : { headers: { "sec-fetch-site": "same-origin" } }),
  });
  const { location } = answer.headers();
  const leadsTo = location ? ` ${new URL(location, "http://desk").pathname}` : "";
  return `${answer.status()}${leadsTo}`;
}

/** @returns `ok`, or the kind of the refusal */
async function callAction(
  { request, fill }: Caller,
  { id, page }: { id: string; page: string },
  origin: string,
): Promise<string> {
  const answer = await request.post(fill(page), {
    headers: { "next-action": id, accept: "text/x-component", origin },
    data: "[]",
    maxRedirects: 0,
  });
  const said = /"ok":(true|false),(?:"error":\{"kind":"([\w-]+)")?/.exec(await answer.text());
  return said?.[2] ?? (said?.[1] === "true" ? "ok" : `nothing (${answer.status()})`);
}
