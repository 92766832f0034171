import { describe, expect, it } from "vitest";
import { answerJson, wireError } from "@/test/connect/fake-api";
import { startClient } from "@/test/connect/fake-client";
import { isMissingCall } from "./errors";

const wireEndpoint = {
  id: "wh_01J9YR9N3X4VZ6P2K5RH7M3LMP",
  resource_type: "webhook_endpoint",
  url: "https://desk.example/api/webhooks/medblocks",
  events: ["*"],
  status: "active",
  description: null,
  metadata: {},
  api_version: "2026-04-25",
  created_at: "2026-04-25T14:30:00.000Z",
  updated_at: "2026-04-25T14:30:00.000Z",
};
const { id, url } = wireEndpoint;
const endpoint = { id, url, status: "active" };
const secret = "whsec_made_up_for_the_tests";

describe("the endpoints for webhooks", () => {
  it("are made for everything, and tell their secret once", async () => {
    const { client, requests } = await startClient((_, response) =>
      answerJson(response, 200, { ...wireEndpoint, secret }),
    );
    const made = await client.createWebhook({ url, description: "Front desk" });
    expect(made).toEqual({ ok: true, value: { ...endpoint, secret } });
    expect(requests).toMatchObject([{ method: "POST", path: "/webhooks" }]);
    const sent = { url, events: ["*"], description: "Front desk" };
    expect(JSON.parse(requests[0]?.body ?? "")).toEqual(sent);
  });

  it("are read, listed, changed, given another secret and deleted under their address", async () => {
    const { client, requests } = await startClient(({ method, path }, response) => {
      const list = { resource_type: "list", data: [wireEndpoint], has_more: false };
      if (path.startsWith("/webhooks?")) return answerJson(response, 200, list);
      const more = method === "DELETE" ? { deleted: true } : method === "POST" ? { secret } : {};
      answerJson(response, 200, { ...wireEndpoint, ...more });
    });
    expect(await client.getWebhook(id)).toEqual({ ok: true, value: endpoint });
    expect(await client.listWebhooks()).toMatchObject({ value: { items: [endpoint] } });
    expect(await client.updateWebhook(id, { status: "active" })).toMatchObject({ ok: true });
    expect(await client.rotateWebhookSecret(id)).toMatchObject({ ok: true, value: { secret } });
    expect(await client.deleteWebhook(id)).toMatchObject({ ok: true });
    expect(requests.map(({ method, path, body }) => [method, path, body])).toEqual([
      ["GET", `/webhooks/${id}`, ""],
      ["GET", "/webhooks?limit=100", ""],
      ["PATCH", `/webhooks/${id}`, '{"status":"active"}'],
      ["POST", `/webhooks/${id}/rotate-secret`, ""],
      ["DELETE", `/webhooks/${id}`, ""],
    ]);
  });

  it.each([
    ["no secret", { ...wireEndpoint }],
    ["an empty secret", { ...wireEndpoint, secret: "" }],
    ["a secret of nothing but its prefix", { ...wireEndpoint, secret: "whsec_" }],
    ["another kind of object", { ...wireEndpoint, secret, resource_type: "patient" }],
    ["an id of another kind", { ...wireEndpoint, secret, id: "ps_1" }],
  ])("are not believed with %s", async (_, body) => {
    const { client } = await startClient((__, response) => answerJson(response, 200, body));
    const unbelieved = { error: { kind: "unknown-outcome", cause: "wrong-shape" } };
    expect(await client.createWebhook({ url, description: "" })).toMatchObject(unbelieved);
    expect(await client.rotateWebhookSecret(id)).toMatchObject(unbelieved);
  });

  it.each([
    ["rotateWebhookSecret", "POST"],
    ["deleteWebhook", "DELETE"],
  ] as const)("are asked by %s once, whatever becomes of it", async (name, method) => {
    const { client, requests } = await startClient((_, response) => response.destroy());
    expect(await client[name](id)).toMatchObject({ error: { kind: "unknown-outcome" } });
    expect(requests.map((request) => request.method)).toEqual([method]);
  });

  it("have a status that may be a word of a later version", async () => {
    const { client } = await startClient((_, response) =>
      answerJson(response, 200, { ...wireEndpoint, status: "paused" }),
    );
    expect(await client.getWebhook(id)).toMatchObject({ value: { status: "other" } });
  });
});

describe("ending a connection", () => {
  it("names the patient and the connection", async () => {
    const { client, requests } = await startClient((_, response) =>
      answerJson(response, 200, {
        id: "conn_1",
        resource_type: "connection",
        disconnected: true,
      }),
    );
    expect(await client.disconnectConnection("MRN 1/2", "conn_1")).toMatchObject({ ok: true });
    expect(requests).toMatchObject([
      { method: "DELETE", path: "/patients/MRN%201%2F2/connections/conn_1", body: "" },
    ]);
    expect(requests[0]?.headers["content-type"]).toBeUndefined();
  });

  it("asks nobody about ids that no address can hold", async () => {
    const { client, requests } = await startClient((_, response) => answerJson(response, 200, {}));
    expect(await client.disconnectConnection("..", "conn_1")).toMatchObject({ ok: false });
    expect(await client.disconnectConnection("MRN-1", "..")).toMatchObject({ ok: false });
    expect(requests).toEqual([]);
  });
});

describe("a call that this generation of the API does not have", () => {
  type Response = Parameters<typeof answerJson>[0];
  const page = (status: number) => (response: Response) =>
    void response.writeHead(status, { "content-type": "text/html" }).end("<html></html>");

  it.each([
    ["the web app's page", page(200), true],
    ["a page that there is none", page(404), true],
    ["405", page(405), true],
    ["JSON of another kind", (r: Response) => answerJson(r, 404, { message: "No route" }), true],
    [
      "the API's own word that the object is not there",
      (r: Response) => answerJson(r, 404, wireError("not_found_error", "resource_not_found")),
      false,
    ],
    ["a refusal", (r: Response) => answerJson(r, 403, wireError("permission_error", "no")), false],
    ["a fault with a page", page(500), false],
  ])("is known by %s: %#", async (_, answer, isMissing) => {
    const { client } = await startClient((__, response) => answer(response));
    const answers = [
      await client.disconnectConnection("MRN-1", "conn_1"),
      await client.listWebhooks(),
      await client.createWebhook({ url, description: "" }),
    ];
    for (const result of answers) {
      expect(!result.ok && isMissingCall(result.error)).toBe(isMissing);
    }
  });
});
