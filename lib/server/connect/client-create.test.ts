import { describe, expect, test } from "vitest";
import { createLog } from "@/lib/server/log";
import { answerJson, findClosedPort, wireError, wireSession } from "@/test/connect/fake-api";
import { apiKey, clientFor, startClient } from "@/test/connect/fake-client";
import type { NewSession } from "./session";

const input: NewSession = {
  patientId: "user_42",
  patientName: "Jane Doe",
  patientEmail: null,
  sources: { suggested: [] },
  returnUrl: "https://app.example.com/connected",
  buttonLabel: null,
  lifetimeSeconds: 1800,
  metadata: { desk_attempt: "attempt-1" },
};

describe("creating a session", () => {
  test("sends one POST with key, version and body, and gives back the session", async () => {
    const { client, requests } = await startClient((_, response) =>
      answerJson(response, 200, wireSession()),
    );
    const result = await client.createSession(input);
    expect(result).toMatchObject({
      ok: true,
      value: {
        id: "sess_01J9YQ8M2X4VZ6P2K5RH7M3KQT",
        status: "open",
        patientId: "user_42",
        requestId: "req-1",
      },
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: "POST",
      path: "/sessions",
      headers: {
        authorization: `Bearer ${apiKey}`,
        version: "2026-04-25",
        accept: "application/json",
        "accept-encoding": "identity",
        "content-type": "application/json",
      },
    });
    expect(JSON.parse(requests[0]?.body ?? "")).toEqual({
      patient_id: "user_42",
      patient_name: "Jane Doe",
      return_url: "https://app.example.com/connected",
      expires_in: 1800,
      metadata: { desk_attempt: "attempt-1" },
    });
  });

  test("sends the version that is asked for, or none", async () => {
    for (const version of ["2026-09-02", null]) {
      const { client, requests } = await startClient(
        (_, response) => answerJson(response, 200, wireSession()),
        { version },
      );
      await client.createSession(input);
      expect(requests[0]?.headers.version).toBe(version ?? undefined);
    }
  });

  test.each(["patient-flows", "patient-sessions"] as const)(
    "goes to the path of the configured generation, %s",
    async (generation) => {
      const { client, requests } = await startClient(
        (_, response) => answerJson(response, 200, wireSession()),
        { generation },
      );
      await client.createSession(input);
      expect(requests[0]?.path).toBe(`/${generation}`);
    },
  );

  test("shows nothing when the answer is about another patient, even with an unsafe link", async () => {
    const { client } = await startClient((_, response) =>
      answerJson(response, 200, wireSession({ patient_id: "user_43", url: "http://x/" })),
    );
    expect(await client.createSession(input)).toMatchObject({
      error: { kind: "unknown-outcome", cause: "other-patient", requestId: "req-1" },
    });
  });

  test.each([
    null,
    "javascript:alert(1)",
    "blob:https://app.medblocks.com/1",
    "https://x.example/c/1",
  ])("shows nothing when the link is %s", async (url) => {
    const { client } = await startClient((_, response) =>
      answerJson(response, 200, wireSession({ url })),
    );
    expect(await client.createSession(input)).toMatchObject({
      error: { kind: "unknown-outcome", cause: "unsafe-link" },
    });
  });

  test("does not take a JSON of another kind for a session", async () => {
    const { client } = await startClient((_, response) =>
      answerJson(response, 200, wireSession({ resource_type: "patient" })),
    );
    expect(await client.createSession(input)).toMatchObject({
      error: { kind: "unknown-outcome", cause: "wrong-shape" },
    });
  });

  test("is refused with type, code, field and request id", async () => {
    const { client, requests } = await startClient((_, response) =>
      answerJson(
        response,
        400,
        wireError("invalid_request_error", "invalid_data", { param: "return_url" }),
      ),
    );
    expect(await client.createSession(input)).toEqual({
      ok: false,
      error: {
        kind: "rejected",
        status: 400,
        type: "invalid_request_error",
        code: "invalid_data",
        param: "return_url",
        requestId: "req-1",
      },
    });
    expect(requests).toHaveLength(1);
  });

  test("is not sent again when the connection breaks after the API has it", async () => {
    const { client, requests } = await startClient((_, response) => response.destroy());
    expect(await client.createSession(input)).toMatchObject({
      error: { kind: "unknown-outcome", cause: "dropped" },
    });
    expect(requests).toHaveLength(1);
  });

  test("ends after the time it is given", async () => {
    const { client, requests } = await startClient(() => {});
    expect(await client.createSession(input, { withinMs: 400 })).toMatchObject({
      error: { kind: "unknown-outcome", cause: "timeout" },
    });
    expect(requests).toHaveLength(1);
  });

  test("is not sent at all when no time is left", async () => {
    const { client, requests } = await startClient(() => {});
    expect(await client.createSession(input, { withinMs: 0 })).toMatchObject({
      error: { kind: "unreachable" },
    });
    expect(requests).toEqual([]);
  });

  test("says that nothing was sent when nobody is there", async () => {
    const client = clientFor(`http://127.0.0.1:${await findClosedPort()}`);
    expect(await client.createSession(input)).toEqual({
      ok: false,
      error: { kind: "unreachable", cause: "refused", requestId: null },
    });
  });
});

test("writes lines that tell code, status and request id, and nobody's name or key", async () => {
  const written: string[] = [];
  const log = createLog({ write: (line) => written.push(line) });
  const { client } = await startClient(
    (request, response) =>
      answerJson(response, 403, {
        error: { ...wireError("permission_error", "forbidden").error, message: request.body },
      }),
    { log: log.warn },
  );
  await client.createSession(input);
  await client.getPatient("user_42");
  expect(written.map((line) => JSON.parse(line))).toMatchObject([
    { operation: "create_session", code: "forbidden", status: 403, request_id: "req-1" },
    { operation: "get_patient", code: "forbidden", status: 403, request_id: "req-1" },
  ]);
  expect(written.join("")).not.toMatch(/Jane|user_42|attempt-1|planted|127\.0\.0\.1/);
});
