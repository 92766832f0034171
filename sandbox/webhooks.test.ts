import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type OpenSandbox, openSandbox, type Reply } from "./testing";

let sandbox: OpenSandbox;
let now = Date.parse("2026-05-01T09:00:00.000Z");
beforeEach(async () => {
  sandbox = await openSandbox({ now: () => now });
});
// Closing proves that every answer kept the contract.
afterEach(() => sandbox.end());

const url = "https://desk.example.com/api/webhooks/medblocks";
const endpointSchema = z.object({ id: z.string(), secret: z.string() });

async function register(more: Record<string, unknown> = {}) {
  const body = { url, events: ["*"], ...more };
  return endpointSchema.parse((await sandbox.call("POST", "/webhooks", { body })).json());
}

function expectRefusal(reply: Reply, status: number, param: string | null) {
  expect(reply.status).toBe(status);
  expect(reply.json()).toMatchObject({ error: { param } });
}

describe("an endpoint", () => {
  it("shows its secret when it is made and when it gets a new one, and never else", async () => {
    const { id, secret } = await register({ description: "Front desk", metadata: { a: 1 } });
    expect(id).toMatch(/^wh_[0-9A-Z]{26}$/);
    expect(secret).toMatch(/^whsec_[\w-]{43}$/);
    const read = await sandbox.call("GET", `/webhooks/${id}`);
    expect(read.json()).toEqual({
      id,
      url,
      resource_type: "webhook_endpoint",
      events: ["*"],
      status: "active",
      description: "Front desk",
      metadata: { a: 1 },
      api_version: "2026-04-25",
      created_at: "2026-05-01T09:00:00.000Z",
      updated_at: "2026-05-01T09:00:00.000Z",
    });
    const rotated = await sandbox.call("POST", `/webhooks/${id}/rotate-secret`);
    const renewed = endpointSchema.parse(rotated.json()).secret;
    expect(renewed).not.toBe(secret);
    const others = [
      read,
      await sandbox.call("GET", "/webhooks"),
      await sandbox.call("PATCH", `/webhooks/${id}`, { body: { description: null } }),
      await sandbox.call("DELETE", `/webhooks/${id}`),
    ];
    for (const { status, text } of others) {
      expect(status).toBe(200);
      expect(text).not.toContain("whsec_");
    }
  });

  it("is changed in part, and revived", async () => {
    const { id } = await register({ description: "Front desk" });
    now += 1000;
    const off = await sandbox.call("PATCH", `/webhooks/${id}`, { body: { status: "disabled" } });
    expect(off.json()).toMatchObject({ url, status: "disabled", description: "Front desk" });
    expect(off.json()).toMatchObject({ updated_at: "2026-05-01T09:00:01.000Z" });
    const on = { status: "active", url: "http://127.0.0.1:3000/hook" };
    const reply = await sandbox.call("PATCH", `/webhooks/${id}`, { body: on });
    expect(reply.json()).toMatchObject(on);
  });

  it("is listed newest first, by status, and no longer when it is removed", async () => {
    const [first, second] = [await register(), await register()];
    await sandbox.call("PATCH", `/webhooks/${first.id}`, { body: { status: "disabled" } });
    const list = async (query: string) => (await sandbox.call("GET", `/webhooks${query}`)).json();
    expect(await list("")).toMatchObject({ data: [{ id: second.id }, { id: first.id }] });
    expect(await list("?status=disabled")).toMatchObject({ data: [{ id: first.id }] });
    expect(await list("?limit=1")).toMatchObject({ data: [{ id: second.id }], has_more: true });
    const removed = await sandbox.call("DELETE", `/webhooks/${second.id}`);
    const tombstone = { id: second.id, resource_type: "webhook_endpoint", deleted: true };
    expect(removed.json()).toEqual(tombstone);
    expect(await list("")).toMatchObject({ data: [{ id: first.id }] });
    expectRefusal(await sandbox.call("GET", `/webhooks/${second.id}`), 404, "id");
  });

  it("takes the star or names that exist, in the words of every family that is on", async () => {
    const post = (events: unknown) => sandbox.call("POST", "/webhooks", { body: { url, events } });
    const names = ["session", "patient_flow", "patient_session"].map((name) => `${name}.completed`);
    const others = ["records.sync.completed", "records.sync.failed"];
    expect((await post([...names, ...others])).status).toBe(200);
    expect((await post(["connection.token_refresh_failed"])).status).toBe(200);
    expectRefusal(await post(["session.created"]), 400, "events");
    expectRefusal(await post(["*", "session.completed"]), 400, "events");
    expectRefusal(await post([]), 400, "events");
    expectRefusal(await sandbox.call("POST", "/webhooks", { body: { url } }), 400, "events");
    await sandbox.control("POST", "reset", { families: ["sessions"] });
    expectRefusal(await post(["patient_flow.completed"]), 400, "events");
  });

  it("needs https, except on this machine", async () => {
    const post = (address: string) =>
      sandbox.call("POST", "/webhooks", { body: { url: address, events: ["*"] } });
    expect((await post("http://localhost:3000/hook")).status).toBe(200);
    expect((await post("http://[::1]:3000/hook")).status).toBe(200);
    expectRefusal(await post("http://desk.example.com/hook"), 400, "url");
    expectRefusal(await post("http://127.0.0.1.example.com/hook"), 400, "url");
    expectRefusal(await post("ftp://127.0.0.1/hook"), 400, "url");
    expectRefusal(await post("hook"), 400, "url");
  });

  it("is an unknown path where there are no webhooks", async () => {
    await sandbox.control("POST", "reset", { webhooks: false });
    expect((await sandbox.call("POST", "/webhooks", { body: { url, events: ["*"] } })).status).toBe(
      404,
    );
    const read = await sandbox.call("GET", "/webhooks");
    expect(read.headers.get("content-type")).toContain("text/html");
    const openApi = await sandbox.call("GET", "/openapi/medblocks.json");
    expect(openApi.text).not.toContain("/webhooks");
  });

  it("is forgotten by a reset", async () => {
    const { id } = await register();
    await sandbox.control("POST", "reset");
    expect((await sandbox.call("GET", `/webhooks/${id}`)).status).toBe(404);
  });
});
