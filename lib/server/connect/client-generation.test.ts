import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { ok } from "@/lib/result";
import { answerJson, wireError, wireSession } from "@/test/connect/fake-api";
import { startClient } from "@/test/connect/fake-client";
import type { Generation } from "./generations";
import type { NewSession } from "./session";

const prefixes = { sessions: "sess_", "patient-flows": "pf_", "patient-sessions": "ps_" };
const types = {
  sessions: "session",
  "patient-flows": "patient_flow",
  "patient-sessions": "patient_session",
};
const gone = wireError("not_found_error", "resource_not_found");

const input: NewSession = {
  patientId: "user_42",
  patientName: null,
  patientEmail: null,
  sources: { suggested: [] },
  returnUrl: "https://app.example.com/connected",
  buttonLabel: null,
  lifetimeSeconds: 1800,
  metadata: {},
};

/** How a host answers a path that it does not have. */
const missing: Record<string, (response: ServerResponse) => void> = {
  "the web app's page": (response) =>
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>"),
  "a proxy's page": (response) =>
    response.writeHead(404, { "content-type": "text/html" }).end("<h1>404 Not Found</h1>"),
  "JSON of a router": (response) => answerJson(response, 404, { message: "Cannot GET" }),
  "an envelope of a router": (response) =>
    answerJson(response, 404, wireError("not_found_error", "route_not_found")),
  "a no to the method": (response) => answerJson(response, 405, { message: "Not allowed" }),
};

/** A host that has one generation only, and a client that was told of another. */
async function startHost(
  speaks: Generation,
  answerMissing: (response: ServerResponse) => void,
  forbidden = false,
) {
  const found: Generation[] = [];
  const memory = { generation: null };
  const host = await startClient(
    ({ method, path: asked }, response) => {
      const path = asked.replace(/\?.*$/, "");
      const id = `${prefixes[speaks]}1`;
      const session = wireSession({ id, resource_type: types[speaks] });
      if (forbidden && path.startsWith(`/${speaks}/`)) {
        answerJson(response, 403, wireError("permission_error", "insufficient_scope"));
      } else if (method === "POST" && path === `/${speaks}`) answerJson(response, 200, session);
      else if (path.startsWith(`/${speaks}/`)) answerJson(response, 404, gone);
      else if (path === `/patients/user_42/${speaks}`) answerJson(response, 404, gone);
      else answerMissing(response);
    },
    { memory, found: (generation) => found.push(generation) },
  );
  return { ...host, found, memory };
}

describe("an API that has no sessions any more", () => {
  for (const speaks of ["patient-flows", "patient-sessions"] as const) {
    test.each(Object.keys(missing))(
      `and answers with %s is read, and then written to, as ${speaks}`,
      async (what) => {
        const host = await startHost(speaks, missing[what] ?? (() => {}));
        const { client, requests, found, memory } = host;

        // The patient is new, which only the route that exists can tell.
        expect(await client.listPatientSessions("user_42")).toMatchObject({
          error: { kind: "rejected", code: "resource_not_found" },
        });
        expect({ found, memory }).toEqual({ found: [speaks], memory: { generation: speaks } });
        expect(await client.createSession(input)).toMatchObject(
          ok({ id: `${prefixes[speaks]}1`, generation: speaks }),
        );

        const writes = requests.filter(({ method }) => method !== "GET");
        expect(writes.map(({ path }) => path)).toEqual([`/${speaks}`]);
        const before = requests.length;
        await client.listPatientSessions("user_42");
        expect(requests.slice(before).map(({ path }) => path)).toEqual([
          `/patients/user_42/${speaks}?limit=100`,
        ]);
      },
    );
  }

  test("is found by a key that may not read links there", async () => {
    const page = missing["the web app's page"] ?? (() => {});
    const { client, found } = await startHost("patient-sessions", page, true);
    await client.listPatientSessions("user_42");
    expect(found).toEqual(["patient-sessions"]);
  });

  test("is asked for a link of before under the name that it has now", async () => {
    const { client, requests } = await startClient(({ path }, response) => {
      if (path === "/patient-sessions/sess_1") {
        answerJson(response, 200, wireSession({ id: "sess_1" }));
      } else if (path.startsWith("/patient-sessions/")) answerJson(response, 404, gone);
      else answerJson(response, 404, { message: "Cannot GET" });
    });
    expect(await client.getSession("sess_1")).toMatchObject(ok({ id: "sess_1" }));
    expect(requests.every(({ method }) => method === "GET")).toBe(true);
  });

  test("keeps its no about somebody it does not know, and nothing is looked for", async () => {
    const { client, requests, found } = await startHost("sessions", () => {});
    await client.listPatientSessions("user_42");
    expect(requests).toHaveLength(1);
    expect(found).toEqual([]);
  });

  test("that answers nothing else either is not asked over and over", async () => {
    const { client, requests } = await startClient((_, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>"),
    );
    for (let times = 0; times < 5; times++) {
      expect(await client.listPatientSessions("user_42")).toMatchObject({ ok: false });
    }
    // Five reads, and one detection of four.
    expect(requests).toHaveLength(9);
  });
});
