import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

/** One request that a receiver got. */
export type Received = { signature: string; rawBody: string; event: Record<string, unknown> };

/** A program of a test's own that takes deliveries. Answers 200 unless told otherwise. */
export async function openReceiver() {
  const received: Received[] = [];
  const answers = { status: 200, failFirst: 0, delayMs: 0, location: "" };
  const server = createServer(async (request, response) => {
    const rawBody = await text(request);
    const signature = request.headers["medblocks-signature"]?.toString() ?? "";
    received.push({ signature, rawBody, event: JSON.parse(rawBody) });
    if (answers.location) response.setHeader("Location", answers.location);
    const status = received.length > answers.failFirst ? answers.status : 500;
    setTimeout(() => response.writeHead(status).end("heard"), answers.delayMs).unref();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answers,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

export type Receiver = Awaited<ReturnType<typeof openReceiver>>;

/** Whether the header fits the bytes, worked out from the description and not by our own code. */
export function isSignedWith(secret: string, { signature, rawBody }: Received): boolean {
  const [, time, digest] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  return createHmac("sha256", secret).update(`${time}.`).update(rawBody).digest("hex") === digest;
}
