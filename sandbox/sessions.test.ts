import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { families, familyNames } from "./families";
import { type CallOptions, type OpenSandbox, openSandbox } from "./testing";

let sandbox: OpenSandbox;
let now: number;

beforeEach(async () => {
  now = Date.parse("2026-04-25T14:30:00.000Z");
  sandbox = await openSandbox({ now: () => now });
});
afterEach(() => sandbox.end());

async function create(more: Record<string, unknown> = {}, path = "/sessions", to = sandbox) {
  const body = { patient_id: "user_42", return_url: "https://clinic.example.com/done", ...more };
  const reply = await to.call("POST", path, { body });
  expect(reply.status).toBe(200);
  return Object(reply.json());
}

async function get(path: string, options?: CallOptions) {
  return Object((await sandbox.call("GET", path, options)).json());
}

describe("a session", () => {
  it("is open for half an hour when nothing else is asked for", async () => {
    const session = await create();
    expect(session).toMatchObject({
      status: "open",
      created_at: "2026-04-25T14:30:00.000Z",
      expires_at: "2026-04-25T15:00:00.000Z",
      recommended_connection_ids: null,
      return_button_label: null,
      metadata: {},
    });
  });

  it("expires by the clock, and stays so", async () => {
    const { id } = await create({ expires_in: 60 });
    now += 59_999;
    expect(await get(`/sessions/${id}`)).toMatchObject({ status: "open" });
    now += 1;
    expect(await get(`/sessions/${id}`)).toMatchObject({ status: "expired" });
    expect((await sandbox.control("POST", `sessions/${id}/complete`)).status).toBe(409);
  });

  it("stays complete after its time", async () => {
    const { id } = await create({ expires_in: 60 });
    await sandbox.control("POST", `sessions/${id}/complete`);
    now += 60_000;
    expect(await get(`/sessions/${id}`)).toMatchObject({ status: "complete" });
  });

  it("is another one each time, each with a link of its own", async () => {
    const [first, second] = [await create(), await create()];
    expect(second.id).not.toBe(first.id);
    expect(second.url).not.toBe(first.url);
  });

  it("takes a source by its FHIR address, and names it by its id", async () => {
    const source = Object((await sandbox.call("GET", "/connections?limit=1")).json()).data[0];
    expect(await create({ connection_id: source.fhir_base_url })).toMatchObject({
      connection_id: source.id,
      recommended_connection_ids: null,
    });
  });

  it("gives metadata back as it came", async () => {
    const metadata = { desk_attempt: "a1", nested: { list: [1, null, "ü"] } };
    expect(await create({ metadata })).toMatchObject({ metadata });
  });

  it("is not found under another id prefix, another family or another spelling", async () => {
    const { id } = await create();
    for (const path of [
      "/sessions/sess_00000000000000000000000000",
      "/sessions/pf_1",
      `/patient-flows/${id}`,
      `/sessions/${id.toLowerCase()}`,
    ]) {
      const reply = await sandbox.call("GET", path);
      expect(reply.status).toBe(404);
      expect(reply.json()).toMatchObject({ error: { code: "resource_not_found", param: "id" } });
    }
  });
});

describe("the patient of a session", () => {
  it("is made when the id is new, and keeps what a later session leaves out", async () => {
    await create({ patient_name: "Jane Doe", patient_email: "jane@example.com" });
    await create({ patient_name: "Jane Q. Doe" });
    expect(await get("/patients/user_42")).toMatchObject({
      name: "Jane Q. Doe",
      email: "jane@example.com",
      metadata: {},
    });
  });

  it("has the connections of all sessions, newest first, named by their generation", async () => {
    const sourceId = Object((await sandbox.call("GET", "/connections?limit=1")).json()).data[0].id;
    const ids: string[] = [];
    for (const family of familyNames) {
      const { id } = await create({}, `/${families[family].path}`);
      ids.unshift(id);
      now += 1000;
      await sandbox.control("POST", `sessions/${id}/outcomes`, { sourceId, status: "active" });
    }
    const { connections } = await get("/patients/user_42");
    expect(connections).toEqual([
      expect.objectContaining({ patient_session_id: ids[0] }),
      expect.objectContaining({ patient_flow_id: ids[1] }),
      expect.objectContaining({ session_id: ids[2] }),
    ]);
    expect(connections[0]).toMatchObject({ scopes: expect.arrayContaining(["offline_access"]) });
  });
});

describe("the list of a patient's sessions", () => {
  it("is newest first and turns pages without losing or repeating one", async () => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      now += 1000;
      ids.unshift((await create()).id);
    }
    const first = await get("/patients/user_42/sessions?limit=2");
    expect(first).toMatchObject({ has_more: true });
    await create();
    const cursor = encodeURIComponent(first.next_cursor);
    const second = await get(`/patients/user_42/sessions?limit=3&starting_after=${cursor}`);
    expect(second).toMatchObject({ has_more: false, next_cursor: null });
    const seen = [...first.data, ...second.data].map(({ id }: { id: string }) => id);
    expect(seen).toEqual(ids);
  });

  it("keeps to one status, also when a session leaves it between two pages", async () => {
    const first = await create({ expires_in: 60 });
    const second = await create();
    const third = await create({ expires_in: 60 });
    const path = "/patients/user_42/sessions?status=open&limit=1";
    const page = await get(path);
    expect(page.data).toMatchObject([{ id: third.id }]);
    now += 60_000;
    const next = await get(`${path}&starting_after=${page.next_cursor}`);
    expect(next).toMatchObject({ data: [{ id: second.id }], has_more: false });
    expect(await get("/patients/user_42/sessions?status=expired")).toMatchObject({
      data: [{ id: third.id }, { id: first.id }],
    });
  });

  it("holds only the family that is asked for", async () => {
    await create();
    const flow = await create({}, "/patient-flows");
    expect(await get("/patients/user_42/patient-flows")).toMatchObject({ data: [{ id: flow.id }] });
  });

  it.each(["limit=0", "limit=101", "limit=ten", "status=closed", "starting_after=made-up"])(
    "refuses %s",
    async (query) => {
      await create();
      const reply = await sandbox.call("GET", `/patients/user_42/sessions?${query}`);
      expect(reply.status).toBe(400);
      const param = query.split("=")[0];
      expect(reply.json()).toMatchObject({ error: { code: "invalid_data", param } });
    },
  );

  it("is not found for a patient who is not", async () => {
    expect((await sandbox.call("GET", "/patients/nobody/sessions")).status).toBe(404);
  });
});

describe("a family that is switched off", () => {
  it("is an unknown path, and not in the OpenAPI document", async () => {
    await sandbox.control("POST", "reset", { families: ["patient-sessions"] });
    const read = await sandbox.call("GET", "/sessions/sess_1");
    expect(read.status).toBe(200);
    expect(read.headers.get("content-type")).toContain("text/html");
    const created = await sandbox.call("POST", "/sessions", { body: {} });
    expect(created.status).toBe(404);
    expect(created.json()).not.toHaveProperty("error");
    expect(created.headers.get("x-request-id")).toBeTruthy();

    const document = Object((await sandbox.request("GET", "/openapi/medblocks.json")).json());
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.paths)).toContain("/patient-sessions");
    expect(Object.keys(document.paths)).not.toContain("/sessions");
  });

  it("leaves the errors of the shared paths to the next generation's words", async () => {
    const link = async () =>
      Object((await sandbox.call("GET", "/patients/nobody")).json()).error.doc_url;
    expect(await link()).toBe("https://docs.medblocks.com/errors/resource_not_found");
    await sandbox.control("POST", "reset", { families: ["patient-sessions"] });
    expect(await link()).toBe("https://medblocks.com/docs/reference/errors");
  });
});

describe("every answer", () => {
  it("says that it is the sandbox's, unless the sandbox passes for the vendor's host", async () => {
    const says = async (path: string) =>
      (await sandbox.call("GET", path)).headers.get("x-connect-desk-sandbox");
    for (const path of ["/health", "/connections", "/v1/sessions", "/c/none"]) {
      expect(await says(path)).toBe("made-up hospitals");
    }
    await sandbox.control("POST", "reset", { introduces: false });
    expect(await says("/health")).toBeNull();
  });
});

describe("an unknown path", () => {
  it("answers a read with a web page and 200, as the live host does", async () => {
    const reply = await sandbox.call("GET", "/v1/sessions");
    expect(reply.status).toBe(200);
    expect(reply.text).toContain("<!doctype html>");
  });

  it("answers with JSON and 404 once told so", async () => {
    await sandbox.control("POST", "reset", { unknownPaths: "json", openApi: false });
    expect((await sandbox.call("GET", "/v1/sessions")).status).toBe(404);
    expect((await sandbox.call("GET", "/openapi/medblocks.json")).status).toBe(404);
  });

  it.each([
    ["proxy", 404, "text/html"],
    ["method", 405, "application/json"],
    ["json", 404, "application/json"],
  ])("plays a host that answers with %s", async (unknownPaths, status, type) => {
    await sandbox.control("POST", "reset", { unknownPaths, families: ["patient-sessions"] });
    for (const [method, path] of [
      ["GET", "/patients/user_42/sessions"],
      ["POST", "/sessions"],
    ] as const) {
      const reply = await sandbox.call(method, path, method === "POST" ? { body: {} } : {});
      expect(reply.status).toBe(status);
      expect(reply.headers.get("content-type")).toContain(type);
      expect(reply.text).not.toContain("request_id");
    }
  });

  it("that cannot be decoded is refused in the envelope", async () => {
    const reply = await sandbox.call("GET", "/patients/%E0%A4%A");
    expect(reply.status).toBe(400);
    expect(reply.json()).toMatchObject({ error: { code: "bad_request" } });
  });
});
