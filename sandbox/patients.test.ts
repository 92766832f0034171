import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type OpenSandbox, openSandbox } from "./testing";

let sandbox: OpenSandbox;
beforeEach(async () => {
  sandbox = await openSandbox();
});
afterEach(() => sandbox.end());

const jane = { patient_id: "user_42", name: "Jane Doe", email: "jane@example.com" };

describe("a patient", () => {
  it("is made once", async () => {
    expect((await sandbox.call("POST", "/patients", { body: jane })).status).toBe(200);
    const again = await sandbox.call("POST", "/patients", { body: jane });
    expect(again.status).toBe(409);
    expect(again.json()).toMatchObject({
      error: { code: "external_id_already_exists", param: "patient_id" },
    });
  });

  it("is replaced as a whole: what is left out is cleared", async () => {
    await sandbox.call("POST", "/patients", { body: { ...jane, metadata: { plan: "premium" } } });
    const body = { patient_id: "user_42", name: "Jane Q. Doe" };
    expect((await sandbox.call("PUT", "/patients/user_42", { body })).json()).toMatchObject({
      name: "Jane Q. Doe",
      email: null,
      metadata: {},
    });
  });

  it("keeps its id", async () => {
    await sandbox.call("POST", "/patients", { body: jane });
    const reply = await sandbox.call("PUT", "/patients/user_42", {
      body: { ...jane, patient_id: "user_43" },
    });
    expect(reply.json()).toMatchObject({ error: { code: "invalid_data", param: "patient_id" } });
  });

  it("may not have an id like the API's own, unless the switch is off", async () => {
    const body = { patient_id: "conn_1" };
    expect((await sandbox.call("POST", "/patients", { body })).status).toBe(400);
    await sandbox.control("POST", "reset", { reservedIds: false });
    expect((await sandbox.call("POST", "/patients", { body })).status).toBe(200);
  });
});

it("lists patients newest first, by exact id or email", async () => {
  await sandbox.control("POST", "patients", { patientId: "a", email: "a@example.com" });
  await sandbox.control("POST", "patients", { patientId: "b", email: "b@example.com" });
  const ids = async (query: string) =>
    Object((await sandbox.call("GET", `/patients?${query}`)).json()).data.map(
      ({ id }: { id: string }) => id,
    );
  expect(await ids("")).toEqual(["b", "a"]);
  expect(await ids("email=a%40example.com")).toEqual(["a"]);
  expect(await ids("patient_id=b")).toEqual(["b"]);
  expect(await ids("patient_id=B")).toEqual([]);
});

describe("disconnecting", () => {
  async function connect(status: string): Promise<string> {
    const body = { patient_id: "user_42", return_url: "https://clinic.example.com/done" };
    const { id } = Object((await sandbox.call("POST", "/sessions", { body })).json());
    const sourceId = "fhirsrc_02Zh2bnvRoWQJYgOAkI0Twcc";
    await sandbox.control("POST", `sessions/${id}/outcomes`, { sourceId, status });
    const patient = Object((await sandbox.call("GET", "/patients/user_42")).json());
    return `/patients/user_42/connections/${patient.connections[0].id}`;
  }

  it("ends a connection and answers with a tombstone", async () => {
    const path = await connect("active");
    expect((await sandbox.call("DELETE", path)).json()).toMatchObject({ disconnected: true });
    const patient = (await sandbox.call("GET", "/patients/user_42")).json();
    expect(patient).toMatchObject({ connections: [{ status: "disconnected" }] });
  });

  it("finds no failed attempt and no source id", async () => {
    expect((await sandbox.call("DELETE", await connect("failed"))).status).toBe(404);
    const path = "/patients/user_42/connections/fhirsrc_02Zh2bnvRoWQJYgOAkI0Twcc";
    expect((await sandbox.call("DELETE", path)).status).toBe(404);
  });

  it("does not exist where the generation or the switch is off", async () => {
    for (const settings of [{ disconnect: false }, { families: ["sessions"] }]) {
      await sandbox.control("POST", "reset", settings);
      const reply = await sandbox.call("DELETE", await connect("active"));
      expect(reply.json()).toEqual({ message: "Not Found" });
    }
  });
});
