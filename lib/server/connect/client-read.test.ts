import { describe, expect, test } from "vitest";
import { ok } from "@/lib/result";
import type { LogFields } from "@/lib/server/log";
import { answerJson, wireError, wireSession } from "@/test/connect/fake-api";
import { startClient } from "@/test/connect/fake-client";

const list = (data: unknown[], next_cursor: string | null = null) => ({
  resource_type: "list",
  data,
  has_more: next_cursor !== null,
  next_cursor,
});

describe("reading a session", () => {
  test.each([
    ["sess_1", "session", "/sessions/sess_1"],
    ["pf_1", "patient_flow", "/patient-flows/pf_1"],
    ["ps_1", "patient_session", "/patient-sessions/ps_1"],
  ])("%s asks the generation that made it", async (id, resource_type, path) => {
    const { client, requests } = await startClient((_, response) =>
      answerJson(response, 200, wireSession({ id, resource_type })),
    );
    expect(await client.getSession(id)).toMatchObject({ ok: true, value: { id } });
    expect(requests[0]).toMatchObject({ method: "GET", path });
    expect(requests[0]?.headers["content-type"]).toBeUndefined();
  });

  test("does not believe another session's answer", async () => {
    const { client } = await startClient((_, response) => answerJson(response, 200, wireSession()));
    expect(await client.getSession("sess_other")).toMatchObject({
      error: { kind: "unknown-outcome", cause: "wrong-shape" },
    });
  });

  test("keeps the status when the link is not safe to show", async () => {
    const { client } = await startClient((_, response) =>
      answerJson(response, 200, wireSession({ id: "sess_1", url: "http://app.medblocks.com/c/1" })),
    );
    expect(await client.getSession("sess_1")).toMatchObject({
      value: { status: "open", url: null },
    });
  });

  test("does not ask about an id that is no session's", async () => {
    const { client, requests } = await startClient(() => {});
    expect(await client.getSession("user_42")).toMatchObject({
      error: { kind: "rejected", status: 404 },
    });
    expect(requests).toEqual([]);
  });

  test("survives a lost answer by asking again", async () => {
    let asked = 0;
    const { client } = await startClient((_, response) => {
      asked += 1;
      if (asked < 3) response.destroy();
      else answerJson(response, 200, wireSession({ id: "sess_1" }));
    });
    expect(await client.getSession("sess_1")).toMatchObject({ ok: true });
    expect(asked).toBe(3);
  });

  test("gives up on an API that is slow every time", async () => {
    const { client, requests } = await startClient(() => {}, {
      timeouts: { readTryMs: 250, readMs: 10_000 },
    });
    expect(await client.getSession("sess_1")).toMatchObject({
      error: { kind: "unknown-outcome", cause: "timeout" },
    });
    expect(requests).toHaveLength(4);
  });

  test("knows the web app's page from an answer", async () => {
    const { client, requests } = await startClient((_, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      response.end("<!doctype html><title>Medblocks</title>");
    });
    expect(await client.getSession("sess_1")).toMatchObject({
      error: { kind: "unknown-outcome", cause: "not-json", status: 200 },
    });
    const asked = requests.filter(({ path }) => path === "/sessions/sess_1");
    expect(asked).toHaveLength(1);
  });
});

describe("a patient", () => {
  test.each([
    ["MRN/10023", "/patients/MRN%2F10023"],
    ["../sessions/sess_1", "/patients/..%2Fsessions%2Fsess_1"],
    ["a?limit=1#b", "/patients/a%3Flimit%3D1%23b"],
    ["%2e%2e", "/patients/%252e%252e"],
    ["\u017d\u017e 7", "/patients/%C5%BD%C5%BE%207"],
  ])("with the id %s stays one path segment", async (id, path) => {
    const { client, requests } = await startClient((_, response) =>
      answerJson(response, 200, { id, resource_type: "patient", name: null, email: null }),
    );
    expect(await client.getPatient(id)).toEqual(
      ok({ id, name: null, email: null, connections: [], rest: {} }),
    );
    expect(requests[0]?.path).toBe(path);
  });

  test.each(["", ".", "..", "\ud800"])(
    "with the id %j is refused before anything is sent",
    async (id) => {
      const { client, requests } = await startClient(() => {});
      const refused = { error: { kind: "rejected", status: 400, param: "patient_id" } };
      expect(await client.getPatient(id)).toMatchObject(refused);
      expect(await client.listPatientSessions(id)).toMatchObject(refused);
      expect(requests).toEqual([]);
    },
  );

  test("that the API does not know is a refusal", async () => {
    const { client } = await startClient((_, response) =>
      answerJson(response, 404, wireError("not_found_error", "resource_not_found")),
    );
    expect(await client.getPatient("user_42")).toMatchObject({
      error: { kind: "rejected", status: 404, code: "resource_not_found" },
    });
  });

  test("is never taken for another", async () => {
    const { client } = await startClient((_, response) =>
      answerJson(response, 200, { id: "user_43", resource_type: "patient" }),
    );
    expect(await client.getPatient("user_42")).toMatchObject({
      error: { kind: "unknown-outcome", cause: "other-patient" },
    });
  });
});

describe("a patient's sessions", () => {
  test("are collected page by page", async () => {
    const { client, requests } = await startClient((request, response) => {
      const second = request.path.includes("starting_after=c%2F2");
      const page = second
        ? list([wireSession({ id: "sess_2" })])
        : list([wireSession({ id: "sess_1" })], "c/2");
      answerJson(response, 200, page);
    });
    const result = await client.listPatientSessions("user_42", { status: "open" });
    expect(result).toMatchObject(
      ok({ items: [{ id: "sess_1" }, { id: "sess_2" }], isWhole: true }),
    );
    expect(requests.map((request) => request.path)).toEqual([
      "/patients/user_42/sessions?limit=100&status=open",
      "/patients/user_42/sessions?limit=100&starting_after=c%2F2&status=open",
    ]);
  });

  test("stop at five pages of a list that never ends, and say so", async () => {
    const { client, requests } = await startClient((_, response) =>
      answerJson(response, 200, list([wireSession()], "again")),
    );
    const result = await client.listPatientSessions("user_42");
    expect(result.ok && result.value.items).toHaveLength(5);
    expect(result).toMatchObject(ok({ isWhole: false }));
    expect(requests).toHaveLength(5);
  });

  test("are not believed when one is somebody else's", async () => {
    const { client } = await startClient((_, response) =>
      answerJson(response, 200, list([wireSession(), wireSession({ patient_id: "user_43" })])),
    );
    expect(await client.listPatientSessions("user_42")).toMatchObject({
      error: { cause: "other-patient" },
    });
  });

  test("are asked for where the detected generation keeps them", async () => {
    const lines: LogFields[] = [];
    const { client, requests } = await startClient(
      (request, response) => {
        if (request.path.startsWith("/patient-flows/pf_0")) {
          answerJson(response, 404, wireError("not_found_error", "resource_not_found"));
        } else if (request.path.startsWith("/patients/")) {
          answerJson(response, 200, list([]));
        } else {
          response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>");
        }
      },
      { generation: "auto", log: (line) => lines.push(line) },
    );
    expect(await client.listPatientSessions("user_42")).toEqual(
      ok({ items: [], isWhole: true, requestId: "req-1" }),
    );
    expect(requests.at(-1)?.path).toBe("/patients/user_42/patient-flows?limit=100");
    expect(requests.every((request) => request.method === "GET")).toBe(true);
    expect(lines).toEqual([]);
  });

  test("are asked for in the usual place, with a warning, when nothing can be detected", async () => {
    const lines: LogFields[] = [];
    const { client, requests } = await startClient(
      (request, response) => {
        if (request.path.startsWith("/patients/")) answerJson(response, 200, list([]));
        else response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>");
      },
      { generation: "auto", log: (line) => lines.push(line) },
    );
    await client.listPatientSessions("user_42");
    expect(requests.at(-1)?.path).toBe("/patients/user_42/sessions?limit=100");
    expect(lines).toEqual([{ event: "connect_generation_guessed", generation: "sessions" }]);
  });
});

describe("the catalog", () => {
  const wireSource = {
    id: "fhirsrc_1",
    resource_type: "fhir_source",
    name: "Mayo Clinic",
    type: "epic",
    portal_url: null,
  };
  const source = { id: "fhirsrc_1", name: "Mayo Clinic", vendor: "epic", portalUrl: null };

  test("is searched a page at a time", async () => {
    const { client, requests } = await startClient((_, response) =>
      answerJson(response, 200, list([wireSource], "c2")),
    );
    expect(await client.listSources({ q: "mayo & co", limit: 20, cursor: "c1" })).toEqual(
      ok({ sources: [source], nextCursor: "c2" }),
    );
    expect(requests[0]?.path).toBe("/connections?q=mayo+%26+co&limit=20&starting_after=c1");
  });

  test("names one source", async () => {
    const { client, requests } = await startClient((_, response) =>
      answerJson(response, 200, wireSource),
    );
    expect(await client.getSource("fhirsrc_1")).toEqual(ok(source));
    expect(await client.getSource("fhirsrc_2")).toMatchObject({ error: { cause: "wrong-shape" } });
    expect(await client.getSource("..")).toMatchObject({ error: { status: 404 } });
    expect(requests.map((request) => request.path)).toEqual([
      "/connections/fhirsrc_1",
      "/connections/fhirsrc_2",
    ]);
  });
});
