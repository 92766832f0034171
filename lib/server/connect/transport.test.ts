import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { findClosedPort, startFakeApi, startTcpServer } from "@/test/connect/fake-api";
import { createTransport, notSentCause, type Transport, type WireRequest } from "./transport";

const get: WireRequest = {
  method: "GET",
  path: "/x",
  headers: {},
  body: null,
  timeoutMs: 4000,
  maxBytes: 1000,
};
const post: WireRequest = { ...get, method: "POST", body: '{"a":1}' };

/** Enough for a loopback answer, short enough to wait for. */
const briefly = { timeoutMs: 400 };

describe("nothing was sent", () => {
  test("when nobody listens at the port", async () => {
    const send = createTransport(`http://127.0.0.1:${await findClosedPort()}`, 1000);
    expect(await send(post)).toEqual({ kind: "not-sent", cause: "refused" });
  });

  test("when the other side does not speak TLS", async () => {
    const api = await startFakeApi((_, response) => response.end("plain"));
    const send = createTransport(api.origin.replace("http:", "https:"), 1000);
    expect(await send(post)).toEqual({ kind: "not-sent", cause: "tls" });
    expect(api.requests).toEqual([]);
  });

  test("when the connection breaks off before it is safe to speak", async () => {
    const port = await startTcpServer((socket) => socket.resetAndDestroy());
    const send = createTransport(`https://127.0.0.1:${port}`, 1000);
    expect(await send(post)).toEqual({ kind: "not-sent", cause: "other" });
  });

  test("when the time is over before the connection stands, and nothing goes out later", async () => {
    const openings: string[] = [];
    const port = await startTcpServer((socket) => {
      socket.on("data", (bytes) => openings.push(bytes.toString("latin1")));
    });
    const send = createTransport(`https://127.0.0.1:${port}`, 300);
    expect(await send({ ...post, ...briefly })).toEqual({
      kind: "not-sent",
      cause: "connect-timeout",
    });
    expect(openings.join("")).not.toContain("POST");
  });

  test("when it had to queue until its time was over, and nothing goes out later", async () => {
    const api = await startFakeApi((request, response) => {
      setTimeout(() => response.end(request.method), 800);
    });
    const send = createTransport(api.origin, 1000, 1);
    const first = send(get);
    expect(await send({ ...post, ...briefly })).toMatchObject({ kind: "not-sent" });
    expect(await first).toMatchObject({ text: "GET" });
    expect(await send(get)).toMatchObject({ text: "GET" });
    expect(api.requests.map((request) => request.method)).toEqual(["GET", "GET"]);
  });

  test("when there was no time left to begin with", async () => {
    const api = await startFakeApi((_, response) => response.end("late"));
    const send = createTransport(api.origin, 1000);
    expect(await send({ ...post, timeoutMs: 0 })).toEqual({
      kind: "not-sent",
      cause: "connect-timeout",
    });
    expect(api.requests).toEqual([]);
  });

  test.each([
    ["ECONNREFUSED", "refused"],
    ["ENOTFOUND", "dns"],
    ["EAI_AGAIN", "dns"],
    ["EHOSTUNREACH", "no-route"],
    ["ENETUNREACH", "no-route"],
    ["UND_ERR_CONNECT_TIMEOUT", "connect-timeout"],
    ["CERT_HAS_EXPIRED", "tls"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls"],
    ["ECONNRESET", "other"],
  ])("because of %s is called %s", (code, cause) => {
    expect(notSentCause(Object.assign(new Error("x"), { code }))).toBe(cause);
  });
});

describe("sent, and nothing came back", () => {
  test("when the connection is reset after the request", async () => {
    const port = await startTcpServer((socket) => {
      socket.on("data", () => socket.resetAndDestroy());
    });
    const send = createTransport(`http://127.0.0.1:${port}`, 1000);
    expect(await send(post)).toEqual({ kind: "no-answer", cause: "dropped" });
  });

  test("when the other side closes without a word", async () => {
    const port = await startTcpServer((socket) => {
      socket.on("data", () => socket.end());
    });
    const send = createTransport(`http://127.0.0.1:${port}`, 1000);
    expect(await send(post)).toEqual({ kind: "no-answer", cause: "dropped" });
  });

  test("when a kept connection dies under the second request, which goes out once", async () => {
    let arrived = 0;
    let connections = 0;
    const port = await startTcpServer((socket) => {
      connections += 1;
      socket.on("data", () => {
        arrived += 1;
        if (arrived === 1) socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
        else socket.resetAndDestroy();
      });
    });
    const send = createTransport(`http://127.0.0.1:${port}`, 1000);
    expect(await send(get)).toMatchObject({ kind: "answer", text: "ok" });
    // The pool takes a connection back a turn of the event loop after its answer.
    await sleep(20);
    expect(await send(post)).toEqual({ kind: "no-answer", cause: "dropped" });
    expect({ arrived, connections }).toEqual({ arrived: 2, connections: 1 });
  });

  test("when the headers never come, and the socket is closed then", async () => {
    let closed = false;
    const port = await startTcpServer((socket) => {
      socket.resume().on("close", () => {
        closed = true;
      });
    });
    const send = createTransport(`http://127.0.0.1:${port}`, 1000);
    expect(await send({ ...post, ...briefly })).toEqual({ kind: "no-answer", cause: "timeout" });
    await expect.poll(() => closed).toBe(true);
  });

  test("when what comes back is not HTTP", async () => {
    const port = await startTcpServer((socket) => {
      socket.on("data", () => socket.end("220 mail.example.com ESMTP\r\n"));
    });
    const send = createTransport(`http://127.0.0.1:${port}`, 1000);
    expect(await send(post)).toEqual({ kind: "no-answer", cause: "dropped" });
  });
});

describe("an answer whose text cannot be used", () => {
  async function answered(
    answer: Parameters<typeof startFakeApi>[0],
    request: WireRequest = get,
  ): ReturnType<Transport> {
    const api = await startFakeApi(answer);
    return createTransport(api.origin, 1000)(request);
  }

  test("is cut off when the connection breaks in the middle", async () => {
    const outcome = await answered((_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half");
      setTimeout(() => response.destroy(), 20);
    });
    expect(outcome).toMatchObject({ kind: "answer", status: 200, problem: "cut-off" });
  });

  test("is too large beyond the cap, however it is sent", async () => {
    const outcome = await answered((_, response) => response.end("x".repeat(1001)));
    expect(outcome).toMatchObject({ kind: "answer", status: 200, problem: "too-large" });
  });

  test("is fine at the cap", async () => {
    const outcome = await answered((_, response) => response.end("x".repeat(1000)));
    expect(outcome).toMatchObject({ text: "x".repeat(1000), problem: null });
  });

  test("is too large when it never ends", async () => {
    const outcome = await answered((_, response) => {
      const timer = setInterval(() => response.write("x".repeat(200)), 1);
      response.on("close", () => clearInterval(timer));
    });
    expect(outcome).toMatchObject({ kind: "answer", problem: "too-large" });
  });

  test("is late when it trickles past the deadline", async () => {
    const outcome = await answered(
      (_, response) => {
        const timer = setInterval(() => response.write("x"), 10);
        response.on("close", () => clearInterval(timer));
      },
      { ...get, ...briefly },
    );
    expect(outcome).toMatchObject({ kind: "answer", status: 200, problem: "timeout" });
  });

  test("is refused when it is packed, so nothing can unfold in memory", async () => {
    const outcome = await answered((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip", "content-type": "application/json" });
      response.end(gzipSync("{}"));
    });
    expect(outcome).toMatchObject({ kind: "answer", problem: "not-json", text: "" });
  });
});

test("does not follow a redirect: key and body stay here", async () => {
  const elsewhere = await startFakeApi((_, response) => response.end("caught"));
  const api = await startFakeApi((_, response) => {
    response.writeHead(307, { location: `${elsewhere.origin}/x` });
    response.end();
  });
  const send = createTransport(api.origin, 1000);
  expect(await send({ ...post, headers: { authorization: "Bearer k" } })).toMatchObject({
    kind: "answer",
    status: 307,
  });
  expect(elsewhere.requests).toEqual([]);
});

test.each([
  ["9c9b6f7a-8e4f-4a3b-9c1e-6f3a2d8b7c4d", "9c9b6f7a-8e4f-4a3b-9c1e-6f3a2d8b7c4d"],
  ["x".repeat(129), null],
  ["two words", null],
  ["caf\u00e9", null],
  ["", null],
])("keeps the request id %s as %s", async (given, kept) => {
  const api = await startFakeApi((_, response) => {
    response.writeHead(200, { "x-request-id": given });
    response.end();
  });
  expect(await createTransport(api.origin, 1000)(get)).toMatchObject({ requestId: kept });
});

test("answers reads while 50 creates hang", async () => {
  const hanging: ServerResponse[] = [];
  const api = await startFakeApi((request, response) => {
    if (request.method === "GET") response.end("read");
    else hanging.push(response);
  });
  const send = createTransport(api.origin, 4000);
  const creates = Array.from({ length: 50 }, () => send({ ...post, timeoutMs: 10_000 }));
  await expect.poll(() => hanging.length, { timeout: 4000 }).toBe(50);
  expect(await send(get)).toMatchObject({ kind: "answer", text: "read" });
  for (const response of hanging) response.end("made");
  expect(await Promise.all(creates)).toHaveLength(50);
});
