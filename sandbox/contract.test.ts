import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadContract } from "./contract";
import { families, familyNames } from "./families";
import { demoKey } from "./server";
import { type OpenSandbox, openSandbox, type Reply } from "./testing";

const contract = loadContract();

// The vendor's own sample of "Create a Connect Session", word for word.
const sampleRequest = {
  patient_id: "user_42",
  patient_email: "jane@example.com",
  patient_name: "Jane Doe",
  recommended_connection_ids: [
    "fhirsrc_02Zh2bnvRoWQJYgOAkI0Twcc",
    "fhirsrc_0a9Ea55aR4u7HaWMyFBN8wcc",
    "fhirsrc_lcvXRHLSSI2WK9Prrt5Qggcc",
  ],
  return_url: "https://app.example.com/connected",
  return_button_label: "Acme Health",
  expires_in: 1800,
  metadata: { signup_source: "checkout" },
};
const sampleResponse = {
  id: "sess_01J9YQ8M2X4VZ6P2K5RH7M3KQT",
  resource_type: "session",
  status: "open",
  url: "https://app.medblocks.com/c/9c9b6f7a8e4f4a3b9c1e6f3a2d8b7c4d",
  patient_id: "user_42",
  connection_id: null,
  recommended_connection_ids: [
    "fhirsrc_02Zh2bnvRoWQJYgOAkI0Twcc",
    "fhirsrc_0a9Ea55aR4u7HaWMyFBN8wcc",
    "fhirsrc_lcvXRHLSSI2WK9Prrt5Qggcc",
  ],
  return_url: "https://app.example.com/connected",
  return_button_label: "Acme Health",
  connections: [],
  expires_at: "2026-04-25T15:00:00.000Z",
  metadata: { signup_source: "checkout" },
  created_at: "2026-04-25T14:30:00.000Z",
};
const sampleError = {
  error: {
    type: "string",
    code: "string",
    message: "string",
    param: "string",
    doc_url: "http://example.com",
    request_id: "string",
  },
};

function operation(id: string, family: string | null) {
  const found = contract.operations.find((one) => one.id === id && one.family === family);
  if (!found) throw new Error(`The contract has no ${id}.`);
  return found;
}

describe("the vendor's own sample", () => {
  const create = operation("createSession", "sessions");

  it("is a request that the contract takes", () => {
    const request = { path: {}, query: {}, version: "2026-04-25", body: { ...sampleRequest } };
    expect(create.checkRequest(request)).toBeNull();
  });

  it("is an answer and an error that the contract knows", () => {
    expect(create.checkAnswer(200, sampleResponse)).toBeNull();
    expect(create.checkAnswer(400, sampleError)).toBeNull();
  });

  it("is no answer once a field is missing or has another type", () => {
    const { url: _, ...withoutUrl } = sampleResponse;
    expect(create.checkAnswer(200, withoutUrl)).toContain("url");
    expect(create.checkAnswer(200, { ...sampleResponse, status: "paused" })).toContain("/status");
    expect(create.checkAnswer(400, { error: { ...sampleError.error, code: 7 } })).toContain("code");
    expect(create.checkAnswer(201, sampleResponse)).toContain("201");
  });

  it("works against the sandbox as it stands, and is answered with the same fields", async () => {
    const sandbox = await openSandbox();
    const reply = await sandbox.call("POST", "/sessions", { body: sampleRequest });
    expect(reply.status).toBe(200);
    expect(reply.json()).toEqual({
      ...sampleResponse,
      id: expect.stringMatching(/^sess_[0-9A-Z]{26}$/),
      url: expect.stringMatching(new RegExp(`^${sandbox.origin}/c/[0-9a-f]{32}$`)),
      expires_at: expect.any(String),
      created_at: expect.any(String),
    });
    expect(Object.keys(Object(reply.json()))).toEqual(Object.keys(sampleResponse));
    await sandbox.end();
  });
});

describe("every answer", () => {
  let sandbox: OpenSandbox;
  beforeEach(async () => {
    sandbox = await openSandbox();
  });
  afterEach(() => sandbox.end());

  /** Holds an answer against the contract from outside, besides the sandbox's own check. */
  function expectKept(reply: Reply, id: string, family: string | null, status: number) {
    expect(reply.status).toBe(status);
    expect(reply.headers.get("content-type")).toBe("application/json");
    expect(operation(id, family).checkAnswer(reply.status, reply.json())).toBeNull();
    const requestId = reply.headers.get("x-request-id");
    expect(requestId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    if (status >= 400) expect(reply.json()).toMatchObject({ error: { request_id: requestId } });
  }

  it.each(familyNames)("of the %s family keeps the contract in its own words", async (family) => {
    const { path, idPrefix, resourceType, reference } = families[family];
    const body = { patient_id: "user_42", return_url: "https://app.example.com/connected" };
    const created = await sandbox.call("POST", `/${path}`, { body });
    expectKept(created, "createSession", family, 200);
    expect(created.json()).toMatchObject({ resource_type: resourceType });
    const { id } = Object(created.json());
    expect(id).toMatch(new RegExp(`^${idPrefix}`));

    const sourceId = sampleRequest.recommended_connection_ids[0];
    for (const status of ["failed", "active", "refresh_failed"]) {
      await sandbox.control("POST", `sessions/${id}/outcomes`, { sourceId, status });
    }
    const read = await sandbox.call("GET", `/${path}/${id}`);
    expectKept(read, "getSession", family, 200);
    expect(read.json()).toMatchObject({
      connections: [
        { id: null, status: "failed" },
        { id: expect.stringMatching(/^conn_/), status: "refresh_failed" },
      ],
    });
    const listed = await sandbox.call("GET", `/patients/user_42/${path}?status=open&limit=1`);
    expectKept(listed, "listPatientSessions", family, 200);
    expect(listed.json()).toMatchObject({ data: [{ id }], has_more: false, next_cursor: null });
    const patient = await sandbox.call("GET", "/patients/user_42");
    expectKept(patient, "getPatient", null, 200);
    expect(patient.json()).toMatchObject({
      connections: [
        { [reference]: id, status: "refresh_failed" },
        { [reference]: id, id: expect.stringMatching(/^conn_/), status: "failed" },
      ],
    });
  });

  it("about patients, sources and health keeps the contract", async () => {
    expectKept(await sandbox.call("GET", "/health", { key: null }), "getHealth", null, 200);
    const patient = { patient_id: "a/b ü?", name: "Ada", email: "ada@example.com" };
    expectKept(
      await sandbox.call("POST", "/patients", { body: patient }),
      "createPatient",
      null,
      200,
    );
    const path = `/patients/${encodeURIComponent(patient.patient_id)}`;
    expectKept(await sandbox.call("GET", path), "getPatient", null, 200);
    expectKept(await sandbox.call("PUT", path, { body: patient }), "replacePatient", null, 200);
    expectKept(await sandbox.call("GET", "/patients?limit=1"), "listPatients", null, 200);
    expectKept(await sandbox.call("GET", "/connections?q=clinic"), "listConnections", null, 200);
    const source = `/connections/${sampleRequest.recommended_connection_ids[0]}`;
    expectKept(await sandbox.call("GET", source), "getConnection", null, 200);
  });

  it("that refuses a call keeps the contract", async () => {
    const { patient_id, return_url } = sampleRequest;
    const refusals: [status: number, code: string, param: string | null, body: unknown][] = [
      [400, "bad_request", "return_url", { patient_id }],
      [400, "bad_request", "patient_id", { return_url }],
      [400, "bad_request", null, [patient_id]],
      [400, "invalid_data", "patient_id", { patient_id: "", return_url }],
      [400, "invalid_data", "patient_id", { patient_id: 42, return_url }],
      [400, "invalid_data", "patient_id", { patient_id: "sess_1", return_url }],
      [400, "invalid_data", "patient_email", { patient_id, return_url, patient_email: "jane" }],
      [400, "invalid_data", "return_url", { patient_id, return_url: "connected" }],
      [400, "invalid_data", "return_url", { patient_id, return_url: "javascript:alert(1)" }],
      [400, "invalid_data", "return_button_label", { ...sampleRequest, return_button_label: "" }],
      [400, "invalid_data", "expires_in", { ...sampleRequest, expires_in: 59 }],
      [400, "invalid_data", "expires_in", { ...sampleRequest, expires_in: 86_401 }],
      [400, "invalid_data", "expires_in", { ...sampleRequest, expires_in: "1800" }],
      [400, "invalid_data", "metadata", { ...sampleRequest, metadata: null }],
      [400, "invalid_data", "nickname", { ...sampleRequest, nickname: "J" }],
      [
        400,
        "invalid_data",
        "recommended_connection_ids",
        { ...sampleRequest, connection_id: "fhirsrc_1" },
      ],
      [404, "resource_not_found", "connection_id", { patient_id, return_url, connection_id: "x" }],
      [
        404,
        "resource_not_found",
        "recommended_connection_ids",
        { ...sampleRequest, recommended_connection_ids: ["fhirsrc_gone"] },
      ],
      [413, "payload_too_large", null, { ...sampleRequest, metadata: { a: "x".repeat(65_536) } }],
    ];
    for (const [status, code, param, body] of refusals) {
      const reply = await sandbox.call("POST", "/sessions", { body });
      expectKept(reply, "createSession", "sessions", status);
      expect(reply.json()).toMatchObject({
        error: { code, param, doc_url: `https://docs.medblocks.com/errors/${code}` },
      });
    }
    expect(sandbox.state.store.sessions.size).toBe(0);
  });

  it("to a caller who is not known keeps the contract", async () => {
    const sandboxWithKeys = await openSandbox({ keys: ["mb_sk_sbx_one", "mb_sk_sbx_two"] });
    const keys: [key: string | null, code: string | null][] = [
      [null, "missing_api_key"],
      ["", "invalid_api_key"],
      [demoKey, "invalid_api_key"],
      ["mb_sk_sbx_revoked_1", "invalid_api_key"],
      ["mb_sk_sbx_expired_1", "expired_api_key"],
      ["mb_sk_sbx_two", null],
    ];
    for (const [key, code] of keys) {
      const reply = await sandboxWithKeys.call("GET", "/connections", { key });
      expectKept(reply, "listConnections", null, code ? 401 : 200);
      if (code)
        expect(reply.json()).toMatchObject({ error: { code, type: "authentication_error" } });
    }
    await sandboxWithKeys.end();
  });

  it("to an unknown Version keeps the contract", async () => {
    for (const version of ["2026-04-26", "latest"]) {
      const reply = await sandbox.call("GET", "/connections", { headers: { Version: version } });
      expectKept(reply, "listConnections", null, 400);
      expect(reply.json()).toMatchObject({
        error: { code: "unsupported_api_version", param: "Version" },
      });
    }
    const without = await sandbox.request("GET", "/connections", {
      headers: { Authorization: `Bearer ${demoKey}` },
    });
    expect(without.status).toBe(200);
  });
});

it("turns an answer of its own that breaks the contract into a 500, and says so", async () => {
  const sandbox = await openSandbox();
  const body = { patient_id: "user_42", return_url: "https://app.example.com/connected" };
  await sandbox.call("POST", "/sessions", { body });
  for (const session of sandbox.state.store.sessions.values()) session.url = "not an address";
  const reply = await sandbox.call("GET", "/patients/user_42/sessions");
  expect(reply.status).toBe(500);
  expect(reply.json()).toMatchObject({ error: { type: "api_error", code: "internal_error" } });
  expect(sandbox.reports).toEqual([
    expect.stringContaining("listPatientSessions 200: /data/0/url"),
  ]);
  await sandbox.close();
});
