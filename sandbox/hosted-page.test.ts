import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { demoSources } from "./catalog";
import { families, familyNames } from "./families";
import { type OpenSandbox, openSandbox } from "./testing";

let sandbox: OpenSandbox;
let now: number;
beforeEach(async () => {
  now = Date.now();
  sandbox = await openSandbox({ now: () => now, settings: { slowPortalMs: 20 } });
});
afterEach(() => sandbox.end());

const returnUrl = "https://clinic.example.com/done?desk=7&name=%C3%9C";

function sourceNamed(name: string): string {
  const source = demoSources().find((one) => one.name === name);
  if (!source) throw new Error(`No ${name} in the catalog.`);
  return source.id;
}
const mayo = sourceNamed("Mayo Clinic");
const cleveland = sourceNamed("Cleveland Clinic");

async function create(more: Record<string, unknown> = {}, path = "/sessions") {
  const body = {
    patient_id: "MRN-10023",
    patient_name: "Maria Lopez",
    return_url: returnUrl,
    ...more,
  };
  const { id, url } = Object((await sandbox.call("POST", path, { body })).json());
  return { id, link: new URL(url).pathname, read: () => read(`${path}/${id}`) };
}

async function read(path: string) {
  return (await sandbox.call("GET", path)).json();
}

async function open(path: string): Promise<string> {
  const reply = await sandbox.request("GET", path);
  expect(reply.status).toBe(200);
  return reply.text;
}

/** The parameters with which the browser came back, after the caller's own. */
function broughtBack(location: string | null): Record<string, string> {
  expect(location).toMatch(/^https:\/\/clinic\.example\.com\/done\?desk=7&name=%C3%9C&/);
  const { desk: _, name: __, ...added } = Object.fromEntries(new URL(location ?? "").searchParams);
  return added;
}

describe("Picker Mode", () => {
  it("leads from the suggested hospitals over two sign-ins back to the clinic", async () => {
    const session = await create({
      recommended_connection_ids: [cleveland, mayo],
      return_button_label: "Acme <Health>",
    });
    const start = await open(session.link);
    const order = ["Suggested for you", "Cleveland Clinic", "Mayo Clinic", "All hospitals"];
    expect(order.map((text) => start.indexOf(text))).toEqual(
      order.map((text) => start.indexOf(text)).sort((a, b) => a - b),
    );
    expect(start).toContain("Done - return to <bdi>Acme &lt;Health&gt;</bdi>");

    const signIn = `${session.link}/sign-in/${mayo}`;
    expect(start).toContain(`href="${signIn}"`);
    expect(await open(signIn)).toContain("Do not allow");
    const allowed = await sandbox.submit(signIn, { decision: "allow" });
    expect([allowed.status, allowed.headers.get("location")]).toEqual([303, session.link]);
    const refused = await sandbox.submit(`${session.link}/sign-in/${cleveland}`, {
      decision: "refuse",
    });
    expect(refused.headers.get("location")).toBe(session.link);
    const again = await open(session.link);
    expect(again).toContain("Add another hospital");
    expect(again).toContain("Connected");
    expect(again).toContain("You did not allow it.");
    expect(await session.read()).toMatchObject({ status: "open" });

    await sandbox.submit(`${session.link}/sign-in/${cleveland}`, { decision: "allow" });
    const done = await sandbox.submit(`${session.link}/finish`);
    expect(done.status).toBe(303);
    expect(broughtBack(done.headers.get("location"))).toEqual({ session_id: session.id });
    expect(await session.read()).toMatchObject({
      status: "complete",
      connections: [
        { connection_id: mayo, status: "active", id: expect.stringMatching(/^conn_/) },
        { connection_id: cleveland, status: "failed", failure_code: "access_denied", id: null },
        { connection_id: cleveland, status: "active" },
      ],
    });
  });

  it("may end with nothing connected", async () => {
    const session = await create();
    expect(await open(session.link)).toContain(">Done</button>");
    await sandbox.submit(`${session.link}/finish`);
    expect(await session.read()).toMatchObject({ status: "complete", connections: [] });
  });

  it("searches by a part of the name, and says when there is none", async () => {
    const { link } = await create({ recommended_connection_ids: [mayo] });
    const found = await open(`${link}?q=cleve`);
    expect(found).toContain("Cleveland Clinic");
    expect(found).not.toContain("Mayo Clinic");
    expect(await open(`${link}?q=clinic`)).toContain("Mayo Clinic");
    expect(await open(`${link}?q=a`)).toContain("Type more of the name");
    const none = await open(`${link}?q=%3Cscript%3E`);
    expect(none).toContain("No hospital called “<bdi>&lt;script&gt;</bdi>”");
  });

  it("connects a hospital once, however often the form is sent", async () => {
    const session = await create();
    const signIn = `${session.link}/sign-in/${mayo}`;
    await sandbox.submit(signIn, { decision: "allow" });
    await sandbox.submit(signIn, { decision: "allow" });
    expect(Object(await session.read()).connections).toHaveLength(1);
  });

  it.each([
    ["Demo Clinic (patient says no)", [{ status: "failed", failure_code: "access_denied" }]],
    ["Demo Clinic (portal error)", [{ status: "failed", failure_code: "oauth_callback_failed" }]],
    ["Demo Clinic (slow)", [{ status: "active" }]],
    ["Demo Clinic (never comes back)", []],
    ["Demo Clinic (access ends after a minute)", [{ status: "active" }]],
  ])("plays %s as its name says", async (name, connections) => {
    const session = await create();
    const signIn = `${session.link}/sign-in/${sourceNamed(name)}`;
    expect(await open(signIn)).toContain("In this demo");
    const reply = await sandbox.submit(signIn, { decision: "allow" });
    expect(reply.status).toBe(name.includes("never") ? 200 : 303);
    expect(await session.read()).toMatchObject({ connections });
  });

  it("lets access end by itself after a minute where the hospital does so", async () => {
    const session = await create();
    const ends = sourceNamed("Demo Clinic (access ends after a minute)");
    await sandbox.submit(`${session.link}/sign-in/${ends}`, { decision: "allow" });
    now += 60_000;
    expect(await session.read()).toMatchObject({ connections: [{ status: "refresh_failed" }] });
    const patient = Object((await sandbox.call("GET", "/patients/MRN-10023")).json());
    expect(patient.connections[0]).toMatchObject({
      status: "refresh_failed",
      updated_at: new Date(now).toISOString(),
    });
  });
});

describe("Direct Mode", () => {
  it("goes straight to the sign-in and back, without a list", async () => {
    const session = await create({ connection_id: mayo });
    const start = await sandbox.request("GET", session.link);
    const signIn = `${session.link}/sign-in/${mayo}`;
    expect([start.status, start.headers.get("location")]).toEqual([303, signIn]);
    expect(await open(signIn)).not.toContain("Back to the list");
    expect((await sandbox.submit(`${session.link}/finish`)).status).toBe(404);
    const elsewhere = `${session.link}/sign-in/${cleveland}`;
    expect((await sandbox.request("GET", elsewhere)).status).toBe(404);

    const done = await sandbox.submit(signIn, { decision: "allow" });
    expect(done.status).toBe(303);
    expect(broughtBack(done.headers.get("location"))).toEqual({
      session_id: session.id,
      success: "true",
      connection_id: mayo,
    });
    expect(await session.read()).toMatchObject({ status: "complete" });
  });

  it("ends with the reason when the patient refuses", async () => {
    const session = await create({ connection_id: mayo });
    const done = await sandbox.submit(`${session.link}/sign-in/${mayo}`, { decision: "refuse" });
    expect(broughtBack(done.headers.get("location"))).toEqual({
      session_id: session.id,
      success: "false",
      error: "access_denied",
      error_description: "The patient did not allow access",
    });
    expect(await session.read()).toMatchObject({ status: "complete", connections: [{ id: null }] });
  });
});

describe("the way back", () => {
  it.each(familyNames)("has the parameters of the %s generation", async (name) => {
    const { path, reference, returnsPatientId, refusalCode } = families[name];
    const always = (id: string) => ({
      [reference]: id,
      ...(returnsPatientId && { patient_id: "MRN-10023" }),
    });
    const picker = await create({}, `/${path}`);
    const finished = await sandbox.submit(`${picker.link}/finish`);
    expect(broughtBack(finished.headers.get("location"))).toEqual(always(picker.id));

    const direct = await create({ connection_id: mayo }, `/${path}`);
    const refused = await sandbox.submit(`${direct.link}/sign-in/${mayo}`);
    expect(broughtBack(refused.headers.get("location"))).toEqual({
      ...always(direct.id),
      success: "false",
      error: refusalCode,
      error_description: expect.any(String),
    });
  });

  it("works for an address without a query, and keeps its fragment last", async () => {
    const session = await create({ return_url: "http://localhost:3000/done#top" });
    const done = await sandbox.submit(`${session.link}/finish`);
    expect(done.headers.get("location")).toBe(
      `http://localhost:3000/done?session_id=${session.id}#top`,
    );
  });
});

describe("a link that leads nowhere", () => {
  it("is calm when it is finished, and can do nothing more", async () => {
    const session = await create();
    await sandbox.submit(`${session.link}/finish`);
    const page = await sandbox.request("GET", session.link);
    expect(page.status).toBe(410);
    expect(page.text).toContain("This link is finished.");
    const late = await sandbox.submit(`${session.link}/sign-in/${mayo}`, { decision: "allow" });
    expect(late.status).toBe(410);
    expect(await session.read()).toMatchObject({ connections: [] });
  });

  it("is calm when its time is over, also in the middle of a sign-in", async () => {
    const session = await create({ expires_in: 60 });
    now += 60_000;
    for (const path of ["", `/sign-in/${mayo}`]) {
      const page = await sandbox.request("GET", session.link + path);
      expect(page.status).toBe(410);
      expect(page.text).toContain("This link has ended");
    }
    const late = await sandbox.submit(`${session.link}/finish`);
    expect(late.text).toContain("This link has ended");
  });

  it("is calm when it never was", async () => {
    for (const path of ["/c/0123456789abcdef0123456789abcdef", "/c/", "/c/x/sign-in/y/z"]) {
      const page = await sandbox.request("GET", path);
      expect(page.status).toBe(404);
      expect(page.text).toContain("We cannot find this link");
    }
  });
});

it("says on every page that it is a simulation, and nothing about the patient", async () => {
  const session = await create({ recommended_connection_ids: [mayo] });
  const paths = [session.link, `${session.link}?q=x`, `${session.link}/sign-in/${mayo}`, "/c/gone"];
  for (const path of paths) {
    const page = await sandbox.request("GET", path);
    expect(page.text).toContain("Sandbox: not a real hospital.");
    expect(page.text).toContain('<html lang="en">');
    expect(page.text).not.toMatch(/<script|Maria|Lopez|MRN|sess_/);
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(page.headers.get("x-request-id")).toBeTruthy();
  }
});
