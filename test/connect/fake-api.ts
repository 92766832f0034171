import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** For tests only: a server on a free port of this machine, gone when the test is over. */
export type FakeApi = { origin: string; requests: Seen[] };

export type Seen = {
  method: string;
  /** Path and query as they came over the wire. */
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
};

export async function startFakeApi(
  answer: (request: Seen, response: ServerResponse) => void,
): Promise<FakeApi> {
  const requests: Seen[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const request = {
      method: incoming.method ?? "",
      path: incoming.url ?? "",
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString("utf8"),
    };
    requests.push(request);
    answer(request, response);
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { origin: `http://127.0.0.1:${await listen(server)}`, requests };
}

/** A server that speaks no HTTP by itself: `connected` does what it likes with each socket. */
export async function startTcpServer(connected: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    connected(socket);
  });
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return listen(server);
}

/** A port of this machine where nobody listens. */
export async function findClosedPort(): Promise<number> {
  const server = createTcpServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listen(server: ReturnType<typeof createTcpServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    "content-type": "application/json",
    "x-request-id": "req-1",
    ...headers,
  });
  response.end(JSON.stringify(body));
}

/** The vendor's own sample of a session. */
export function wireSession(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: "sess_01J9YQ8M2X4VZ6P2K5RH7M3KQT",
    resource_type: "session",
    status: "open",
    url: "https://app.medblocks.com/c/9c9b6f7a8e4f4a3b9c1e6f3a2d8b7c4d",
    patient_id: "user_42",
    connection_id: null,
    recommended_connection_ids: ["fhirsrc_02Zh2bnvRoWQJYgOAkI0Twcc"],
    return_url: "https://app.example.com/connected",
    return_button_label: "Acme Health",
    connections: [],
    expires_at: "2026-04-25T15:00:00.000Z",
    metadata: { signup_source: "checkout" },
    created_at: "2026-04-25T14:30:00.000Z",
    ...more,
  };
}

export function wireError(type: string, code: string, more: Record<string, unknown> = {}) {
  return {
    error: {
      type,
      code,
      message: "Words of the API",
      param: null,
      doc_url: `https://docs.medblocks.com/errors/${code}`,
      request_id: "req-1",
      ...more,
    },
  };
}
