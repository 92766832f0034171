import { once } from "node:events";
import { request as requestByHttp } from "node:http";
import { request as requestByHttps } from "node:https";
import { text } from "node:stream/consumers";

/** What a receiver said; a null status: nothing in time, and `error` says why. */
export type Posted = { status: number | null; error: string | null; body: string };

const keptCharacters = 4096;

export function isLoopback(hostname: string): boolean {
  return /^(127(\.\d+){3}|localhost|\[::1\])$/.test(hostname);
}

/**
 * Sends JSON to a receiver on this machine, and to no other: the sandbox sends nothing anywhere
 * else. Follows no redirect and keeps no connection.
 */
export async function post(
  address: string,
  headers: Record<string, string>,
  rawBody: string,
  signal: AbortSignal,
): Promise<Posted> {
  const { protocol, hostname } = new URL(address);
  if (!isLoopback(hostname)) {
    return { status: null, error: "Not sent: it is no address of this machine", body: "" };
  }
  try {
    const bytes = Buffer.from(rawBody);
    const send = protocol === "https:" ? requestByHttps : requestByHttp;
    const request = send(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Content-Length": bytes.length, ...headers },
      agent: false,
      signal,
    });
    const answered = once(request, "response");
    // One that comes behind the answer is heard by nobody else.
    request.on("error", () => undefined);
    request.end(bytes);
    const [response] = await answered;
    const body = (await text(response)).slice(0, keptCharacters);
    return { status: response.statusCode ?? null, error: null, body };
  } catch (error) {
    return {
      status: null,
      error: error instanceof Error ? error.message : String(error),
      body: "",
    };
  }
}
