import { describe, expect, test } from "vitest";
import { ok } from "@/lib/result";
import { answerJson, wireError } from "@/test/connect/fake-api";
import { startClient } from "@/test/connect/fake-client";

/** The vendor's own sample, as `GET /patients/{id}` answers it. */
const wirePatient = {
  id: "user_42",
  resource_type: "patient",
  email: "jane@example.com",
  name: "Jane Doe",
  metadata: { plan: "premium" },
  created_at: "2026-04-25T14:30:00.000Z",
  connections: [],
};

const record = {
  id: "user_42",
  name: "Jane Q. Doe",
  email: null,
  rest: { metadata: { plan: "premium" } },
};

describe("writing a patient", () => {
  test("sends back what it does not know, and leaves out only what is to be cleared", async () => {
    const { client, requests } = await startClient(({ method }, response) => {
      const { connections, ...written } = { ...wirePatient, name: "Jane Q. Doe", email: null };
      if (method === "PUT") answerJson(response, 200, written);
      else answerJson(response, 200, { ...wirePatient, phone: "555-0100", nickname: null });
    });
    const read = await client.getPatient("user_42");
    if (!read.ok) throw new Error("It cannot be read.");
    expect(read.value.rest).toEqual({ metadata: { plan: "premium" }, phone: "555-0100" });

    const { connections: _, ...stored } = read.value;
    const written = await client.updatePatient({ ...stored, name: "Jane Q. Doe", email: null });
    expect(written).toMatchObject(ok({ id: "user_42", name: "Jane Q. Doe", email: null }));
    expect(requests[1]).toMatchObject({ method: "PUT", path: "/patients/user_42" });
    expect(JSON.parse(requests[1]?.body ?? "")).toEqual({
      patient_id: "user_42",
      name: "Jane Q. Doe",
      metadata: { plan: "premium" },
      phone: "555-0100",
    });
  });

  test.each([
    ["a lost answer", (response: { destroy: () => void }) => response.destroy(), "dropped"],
    [
      "a fault of the API",
      (response: Parameters<typeof answerJson>[0]) =>
        answerJson(response, 503, wireError("api_error", "internal_error")),
      "server-fault",
    ],
  ] as const)("goes out once, also after %s", async (_, answer, cause) => {
    const { client, requests } = await startClient((__, response) => answer(response));
    expect(await client.updatePatient(record)).toMatchObject({
      error: { kind: "unknown-outcome", cause },
    });
    expect(requests).toHaveLength(1);
  });

  test("says which field the API refuses", async () => {
    const { client } = await startClient((_, response) =>
      answerJson(
        response,
        400,
        wireError("invalid_request_error", "invalid_data", { param: "email" }),
      ),
    );
    expect(await client.updatePatient(record)).toMatchObject({
      error: { kind: "rejected", status: 400, param: "email" },
    });
  });

  test("does not believe an answer about somebody else", async () => {
    const { client } = await startClient((_, response) =>
      answerJson(response, 200, { ...wirePatient, id: "user_43" }),
    );
    expect(await client.updatePatient(record)).toMatchObject({
      error: { kind: "unknown-outcome", cause: "other-patient" },
    });
  });

  test("sends nothing about an id that no address can hold", async () => {
    const { client, requests } = await startClient(() => {});
    expect(await client.updatePatient({ ...record, id: ".." })).toMatchObject({
      error: { kind: "rejected", status: 400 },
    });
    expect(requests).toEqual([]);
  });
});
