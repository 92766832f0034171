import { request as nodeRequest } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type OpenSandbox, openSandbox } from "./testing";

let sandbox: OpenSandbox;
beforeEach(async () => {
  sandbox = await openSandbox({ settings: { latencyMs: 1 } });
});
afterEach(() => sandbox.end());

const mayo = "fhirsrc_HXGDSYHNZ8WVPQWZDPCWFJWYFH";

async function create(more: Record<string, unknown> = {}): Promise<string> {
  const body = { patient_id: "user_42", return_url: "https://clinic.example.com/done", ...more };
  return Object((await sandbox.call("POST", "/sessions", { body })).json()).id;
}

async function read(id: string) {
  return (await sandbox.call("GET", `/sessions/${id}`)).json();
}

describe("the control address", () => {
  it("is an unknown path for a request that was meant for another host", async () => {
    const status = await new Promise((resolve, reject) => {
      nodeRequest(`${sandbox.origin}/__sandbox/reset`, {
        method: "POST",
        headers: { Host: "attacker.example:4010" },
      })
        .on("response", (response) => {
          response.resume();
          resolve(response.statusCode);
        })
        .on("error", reject)
        .end();
    });
    expect(status).toBe(404);
  });

  it("says so when there is nothing at an address or the body is no JSON", async () => {
    expect((await sandbox.control("GET", "nothing")).status).toBe(404);
    expect((await sandbox.control("GET", "sessions/sess_gone")).status).toBe(404);
    const reply = await sandbox.request("POST", "/__sandbox/reset", { body: "{" });
    expect(reply.status).toBe(400);
  });
});

describe("a reset", () => {
  it("forgets everything and takes switches, which the next reset takes back", async () => {
    await create();
    await sandbox.control("POST", "faults", { on: "*", kind: "hang" });
    const changed = await sandbox.control("POST", "reset", { catalogSize: 3, latencyMs: 0 });
    expect(changed.json()).toMatchObject({ settings: { catalogSize: 3, latencyMs: 0 } });
    expect((await sandbox.control("GET", "calls")).json()).toEqual({ counts: {}, calls: [] });
    expect((await sandbox.control("GET", "sessions")).json()).toEqual({ sessions: [] });
    expect((await sandbox.control("GET", "faults")).json()).toEqual({ faults: [] });
    const few = Object((await sandbox.call("GET", "/connections?limit=100")).json());
    expect(few.data).toHaveLength(3);

    await sandbox.control("POST", "reset");
    expect(sandbox.state.settings).toMatchObject({ catalogSize: null, latencyMs: 1 });
    const all = Object((await sandbox.call("GET", "/connections?limit=100")).json());
    expect(all).toMatchObject({ has_more: true });
  });

  it("refuses a switch that does not exist and changes nothing", async () => {
    const id = await create();
    expect((await sandbox.control("POST", "reset", { catalogsize: 3 })).status).toBe(400);
    expect(await read(id)).toMatchObject({ id });
  });
});

describe("the list of calls", () => {
  it("counts every call of a client, spoilt ones too, and none of our own", async () => {
    await create();
    await sandbox.control("POST", "faults", { on: "createSession", kind: "drop-before" });
    await expect(create()).rejects.toThrow();
    const health = await sandbox.call("GET", "/health");
    await sandbox.call("GET", "/nowhere");
    const reply = Object((await sandbox.control("GET", "calls")).json());
    expect(reply.counts).toEqual({ createSession: 2, getHealth: 1, unknown: 1 });
    expect(reply.calls).toMatchObject([
      { operation: "createSession", method: "POST", path: "/sessions", status: 200 },
      { operation: "createSession", status: null },
      { operation: "getHealth", requestId: health.headers.get("x-request-id"), status: 200 },
      { operation: null, path: "/nowhere", status: 200 },
    ]);
    await sandbox.control("DELETE", "calls");
    expect((await sandbox.control("GET", "calls")).json()).toEqual({ counts: {}, calls: [] });
  });
});

describe("the outcome of a sign-in", () => {
  it("is made without a browser, in order, and can change later", async () => {
    const id = await create();
    const set = (outcome: Record<string, unknown>) =>
      sandbox.control("POST", `sessions/${id}/outcomes`, { sourceId: mayo, ...outcome });
    await set({ status: "failed", failureCode: "token_exchange_failed" });
    await set({ status: "active" });
    expect(await read(id)).toMatchObject({
      status: "open",
      connections: [
        { id: null, status: "failed", failure_code: "token_exchange_failed" },
        { status: "active", failure_code: null, failure_at: null },
      ],
    });
    await sandbox.control("POST", `sessions/${id}/complete`);
    expect((await set({ status: "active" })).status).toBe(409);
    expect((await set({ status: "refresh_failed" })).status).toBe(200);
    expect(await read(id)).toMatchObject({
      status: "complete",
      connections: [{ status: "failed" }, { status: "refresh_failed" }],
    });
  });

  it("ends a session in Direct Mode", async () => {
    const id = await create({ connection_id: mayo });
    await sandbox.control("POST", `sessions/${id}/outcomes`, { sourceId: mayo, status: "failed" });
    expect(await read(id)).toMatchObject({ status: "complete" });
  });

  it("needs a source of the catalog and a status that exists", async () => {
    const path = `sessions/${await create()}/outcomes`;
    const gone = { sourceId: "fhirsrc_gone", status: "active" };
    expect((await sandbox.control("POST", path, gone)).status).toBe(404);
    const odd = { sourceId: mayo, status: "great" };
    expect((await sandbox.control("POST", path, odd)).status).toBe(400);
  });
});

it("ends a session at once", async () => {
  const id = await create();
  const raw = Object((await sandbox.control("POST", `sessions/${id}/expire`)).json());
  expect(await read(id)).toMatchObject({ status: "expired" });
  expect((await sandbox.control("GET", `sessions/${raw.token}`)).json()).toMatchObject({ id });
});

it("seeds a patient", async () => {
  const patient = { patientId: "MRN 1/2", name: "Zoë", email: "zoe@example.com" };
  expect((await sandbox.control("POST", "patients", patient)).status).toBe(200);
  expect((await sandbox.call("GET", "/patients/MRN%201%2F2")).json()).toMatchObject({
    id: "MRN 1/2",
    name: "Zoë",
    email: "zoe@example.com",
    connections: [],
  });
});
