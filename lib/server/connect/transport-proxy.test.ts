import { describe, expect, it } from "vitest";
import { findClosedPort, startFakeApi, startTcpServer } from "@/test/connect/fake-api";
import { startFakeProxy } from "@/test/connect/fake-proxy";
import { createTransport, type WireRequest } from "./transport";

const get: WireRequest = {
  method: "GET",
  path: "/x?q=1",
  headers: { authorization: "Bearer key" },
  body: null,
  timeoutMs: 4000,
  maxBytes: 1000,
};
const post: WireRequest = { ...get, method: "POST", body: '{"a":1}' };
const origin = "http://api.example";

describe("through a proxy", () => {
  it("goes what is sent, and the key reaches the API alone", async () => {
    const api = await startFakeApi((_, response) => response.end("{}"));
    const proxy = await startFakeProxy(api.origin);
    const send = createTransport(origin, 1000, 4, undefined, proxy.url);

    expect(await send(post)).toMatchObject({ kind: "answer", status: 200, text: "{}" });
    expect(await send(get)).toMatchObject({ kind: "answer", status: 200 });

    expect(new Set(proxy.asked)).toEqual(new Set(["api.example:80"]));
    expect(proxy.secrets).not.toContain("Bearer key");
    expect(proxy.secrets[0]).toBe(`Basic ${Buffer.from("desk:secret").toString("base64")}`);
    expect(api.requests).toMatchObject([
      { method: "POST", path: "/x?q=1", body: '{"a":1}', headers: { host: "api.example" } },
      { method: "GET" },
    ]);
    expect(api.requests[0]?.headers).not.toHaveProperty("proxy-authorization");
  });

  it.each(["407 Proxy Authentication Required", "403 Forbidden", "502 Bad Gateway"])(
    "that lets nothing through nothing is sent: %s",
    async (answer) => {
      const proxy = await startFakeProxy(origin, answer);
      const send = createTransport(origin, 1000, 4, undefined, proxy.url);
      expect(await send(post)).toEqual({ kind: "not-sent", cause: "proxy" });
    },
  );

  it("that is not there, or says nothing, nothing is sent, now or later", async () => {
    const gone = createTransport(
      origin,
      1000,
      4,
      undefined,
      `http://127.0.0.1:${await findClosedPort()}`,
    );
    expect(await gone(post)).toEqual({ kind: "not-sent", cause: "refused" });

    const heard: string[] = [];
    const port = await startTcpServer((socket) => {
      socket.on("data", (bytes) => heard.push(bytes.toString("latin1")));
    });
    const silent = createTransport(origin, 300, 4, undefined, `http://127.0.0.1:${port}`);
    expect(await silent({ ...post, timeoutMs: 400 })).toEqual({
      kind: "not-sent",
      cause: "connect-timeout",
    });
    expect(heard.join("")).not.toContain("POST");
  });

  it("an answer that is lost is not known, as without one", async () => {
    const api = await startFakeApi((_, response) => response.destroy());
    const proxy = await startFakeProxy(api.origin);
    const send = createTransport(origin, 1000, 4, undefined, proxy.url);
    expect(await send(post)).toEqual({ kind: "no-answer", cause: "dropped" });
  });
});
