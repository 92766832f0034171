import { request as nodeRequest } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { demoKey } from "./server";
import { type OpenSandbox, openSandbox } from "./testing";

let sandbox: OpenSandbox;
beforeEach(async () => {
  sandbox = await openSandbox();
});
afterEach(() => sandbox.end());

const returnUrl = "https://clinic.example.com/done";
const sessionsMade = () => sandbox.state.store.sessions.size;

async function plant(fault: Record<string, unknown>): Promise<void> {
  expect((await sandbox.control("POST", "faults", fault)).status).toBe(200);
}

function create(patientId = "user_42") {
  const body = { patient_id: patientId, return_url: returnUrl };
  return sandbox.call("POST", "/sessions", { body });
}

/** What arrives on the wire when an answer does not come to its end. */
function createRaw(): Promise<{ length: string | undefined; text: string; whole: boolean }> {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${demoKey}`, "Content-Type": "application/json" };
    const request = nodeRequest(`${sandbox.origin}/sessions`, { method: "POST", headers });
    request.on("response", (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on("error", () => {});
      response.on("close", () =>
        resolve({ length: response.headers["content-length"], text, whole: response.complete }),
      );
    });
    request.on("error", reject);
    request.end(JSON.stringify({ patient_id: "user_42", return_url: returnUrl }));
  });
}

describe("an error on demand", () => {
  it.each([
    [400, "invalid_request_error", "invalid_data"],
    [401, "authentication_error", "invalid_api_key"],
    [402, "billing_error", "quota_exceeded"],
    [403, "permission_error", "insufficient_scope"],
    [404, "not_found_error", "resource_not_found"],
    [409, "conflict_error", "resource_conflict"],
    [413, "invalid_request_error", "payload_too_large"],
    [429, "rate_limit_error", "throttled"],
    [500, "api_error", "internal_error"],
    [502, "ehr_error", "fhir_error"],
    [503, "api_error", "internal_error"],
  ])("answers %i in the API's envelope, once, and nothing is made", async (status, type, code) => {
    await plant({ on: "createSession", kind: "status", status });
    const reply = await create();
    expect(reply.status).toBe(status);
    expect(reply.json()).toMatchObject({
      error: { type, code, param: null, request_id: reply.headers.get("x-request-id") },
    });
    expect(sessionsMade()).toBe(0);
    expect((await create()).status).toBe(200);
  });

  it("may have another code and name a field", async () => {
    const given = { code: "already_linked", param: "patient_id" };
    await plant({ on: "POST /sessions", kind: "status", status: 409, ...given });
    expect((await create()).json()).toMatchObject({ error: given });
  });

  it("tells a throttled caller how long to wait", async () => {
    await plant({ on: "*", kind: "status", status: 429, retryAfter: 7 });
    expect((await create()).headers.get("retry-after")).toBe("7");
  });

  it("may come although the work was done", async () => {
    await plant({ on: "createSession", kind: "status", status: 500, afterWork: true });
    expect((await create()).status).toBe(500);
    expect(sessionsMade()).toBe(1);
  });
});

describe("a dropped connection", () => {
  it("leaves nothing behind when it drops before the work", async () => {
    await plant({ on: "createSession", kind: "drop-before" });
    await expect(create()).rejects.toThrow();
    expect(sessionsMade()).toBe(0);
  });

  it("leaves a session behind when it drops after", async () => {
    await plant({ on: "createSession", kind: "drop-after" });
    await expect(create()).rejects.toThrow();
    expect(sessionsMade()).toBe(1);
  });
});

describe("an answer that cannot be trusted", () => {
  it("stops in the middle of the JSON, in three ways", async () => {
    await plant({ on: "createSession", kind: "cut-json" });
    const promised = await createRaw();
    expect(promised).toMatchObject({ whole: false });
    expect(Number(promised.length)).toBeGreaterThan(promised.text.length);

    await plant({ on: "createSession", kind: "cut-json", how: "chunked" });
    expect(await createRaw()).toMatchObject({ whole: false, length: undefined });

    await plant({ on: "createSession", kind: "cut-json", how: "complete" });
    const complete = await createRaw();
    expect(complete).toMatchObject({ whole: true, length: String(complete.text.length) });
    expect(() => JSON.parse(complete.text)).toThrow();
    expect(sessionsMade()).toBe(3);
  });

  it("is a web page with 200", async () => {
    await plant({ on: "createSession", kind: "html-200" });
    const reply = await create();
    expect([reply.status, reply.headers.get("content-type")]).toEqual([
      200,
      "text/html; charset=utf-8",
    ]);
  });

  it("is several megabytes long, also when it is small on the wire", async () => {
    await plant({ on: "*", kind: "huge-body", megabytes: 3 });
    expect((await create()).text.length).toBeGreaterThan(3 * 1024 * 1024);
    await plant({ on: "*", kind: "huge-body", megabytes: 3, gzip: true });
    const packed = await create();
    expect(packed.text.length).toBeGreaterThan(3 * 1024 * 1024);
    expect(Number(packed.headers.get("content-length"))).toBeLessThan(100_000);
  });

  it("has a link that must not be shown, for this answer or for good", async () => {
    await plant({ on: "createSession", kind: "bad-url" });
    const once = Object((await create()).json());
    expect(once.url).toBe("javascript:alert(1)");
    const read = (await sandbox.call("GET", `/sessions/${once.id}`)).json();
    expect(read).toMatchObject({ url: expect.stringMatching(/^http:\/\/127/) });

    await plant({ on: "*", kind: "bad-url", url: "https://evil.example/c/{token}", persist: true });
    const kept = Object((await create()).json());
    expect(kept.url).toMatch(/^https:\/\/evil\.example\/c\/[0-9a-f]{32}$/);
    const list = (await sandbox.call("GET", "/patients/user_42/sessions")).json();
    expect(list).toMatchObject({ data: [{ url: kept.url }, {}] });
  });

  it("is about somebody else", async () => {
    await plant({ on: "*", kind: "other-patient", times: null });
    expect((await create()).json()).toMatchObject({ patient_id: "somebody-else" });
    expect((await sandbox.call("GET", "/patients/user_42")).json()).toMatchObject({
      id: "somebody-else",
      resource_type: "patient",
    });
    expect((await sandbox.call("GET", "/patients/user_42/sessions")).json()).toMatchObject({
      data: [{ patient_id: "somebody-else" }],
    });
  });

  it("has another shape: wholly, or in some fields", async () => {
    await plant({ on: "*", kind: "wrong-shape", body: ["surprise"] });
    expect((await create()).json()).toEqual(["surprise"]);
    await plant({ on: "*", kind: "wrong-shape", merge: { status: "paused", url: null } });
    expect((await create()).json()).toMatchObject({
      patient_id: "user_42",
      status: "paused",
      url: null,
    });
  });

  it("leads to another path", async () => {
    await plant({ on: "createSession", kind: "redirect" });
    const reply = await create();
    expect([reply.status, reply.headers.get("location")]).toEqual([307, "/elsewhere"]);
  });
});

describe("a slow answer", () => {
  it("comes late but whole", async () => {
    await plant({ on: "createSession", kind: "latency", ms: 120 });
    const start = performance.now();
    expect((await create()).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(110);
  });

  it("may be an error", async () => {
    await plant({ on: "createSession", kind: "latency", ms: 120 });
    await plant({ on: "createSession", kind: "status", status: 502 });
    const start = performance.now();
    expect((await create()).status).toBe(502);
    expect(performance.now() - start).toBeGreaterThan(110);
  });

  it("may come drop by drop", async () => {
    await plant({ on: "createSession", kind: "slow-body", ms: 200 });
    const start = performance.now();
    expect((await create()).json()).toMatchObject({ resource_type: "session" });
    expect(performance.now() - start).toBeGreaterThan(150);
  });

  it("may never come, with the work done or not", async () => {
    for (const [afterWork, made] of [
      [false, 0],
      [true, 1],
    ] as const) {
      await plant({ on: "createSession", kind: "hang", afterWork });
      const body = JSON.stringify({ patient_id: "user_42", return_url: returnUrl });
      const headers = { Authorization: `Bearer ${demoKey}`, "Content-Type": "application/json" };
      const signal = AbortSignal.timeout(150);
      const call = sandbox.request("POST", "/sessions", { headers, body, signal });
      await expect(call).rejects.toThrow(/timeout/i);
      expect(sessionsMade()).toBe(made);
    }
  });
});

describe("a fault strikes", () => {
  it("as often as it is told, after those that it lets pass", async () => {
    await plant({ on: "createSession", kind: "status", status: 500, skip: 1, times: 2 });
    const statuses = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await create()).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
  });

  it("until it is cleared when no number is given", async () => {
    await plant({ on: "*", kind: "status", status: 500, times: null });
    for (let count = 0; count < 3; count += 1) expect((await create()).status).toBe(500);
    await sandbox.control("DELETE", "faults");
    expect((await create()).status).toBe(200);
  });

  it("one after the other when several wait", async () => {
    await plant({ on: "createSession", kind: "status", status: 429 });
    await plant({ on: "createSession", kind: "status", status: 502 });
    expect([(await create()).status, (await create()).status]).toEqual([429, 502]);
  });

  it("the calls about one patient only", async () => {
    await plant({ on: "*", kind: "status", status: 500, times: null, patientId: "unlucky" });
    const { id } = Object((await create("lucky")).json());
    expect((await create("unlucky")).status).toBe(500);
    expect((await sandbox.call("GET", `/sessions/${id}`)).status).toBe(200);
    expect((await sandbox.call("GET", "/patients/lucky/sessions")).status).toBe(200);
    expect((await sandbox.call("GET", "/patients/unlucky/sessions")).status).toBe(500);
    expect((await sandbox.call("GET", "/connections")).status).toBe(200);
  });

  it("the operation by its name in every family, or one path by method and template", async () => {
    await plant({ on: "createSession", kind: "status", status: 502 });
    const body = { patient_id: "user_42", return_url: returnUrl };
    expect((await sandbox.call("POST", "/patient-flows", { body })).status).toBe(502);
    await plant({ on: "GET /patients/{id}", kind: "status", status: 502 });
    expect((await create()).status).toBe(200);
    expect((await sandbox.call("GET", "/patients/user_42/sessions")).status).toBe(200);
    expect((await sandbox.call("GET", "/patients/user_42")).status).toBe(502);
  });

  it("never when it is misspelt: it is refused", async () => {
    for (const fault of [
      { on: "createSessions", kind: "hang" },
      { on: "createSession", kind: "explode" },
      { on: "createSession", kind: "status" },
      { on: "createSession", kind: "status", status: 500, retryafter: 1 },
    ]) {
      const reply = await sandbox.control("POST", "faults", fault);
      expect(reply.status).toBe(400);
      expect(reply.json()).toEqual({ error: expect.any(String) });
    }
  });
});
