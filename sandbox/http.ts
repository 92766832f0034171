import type { IncomingMessage, ServerResponse } from "node:http";

/** One request, read to its end, with the place where its answer goes. */
export type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  /** Also in the `X-Request-Id` header of the answer. */
  requestId: string;
  method: string;
  /** The path without the query, as it was sent. */
  path: string;
  /** The path's parts, decoded; null when they cannot be. */
  segments: readonly string[] | null;
  query: URLSearchParams;
  /** Null when it was longer than the limit. */
  body: string | null;
};

/** What is sent back as JSON. */
export type JsonAnswer = { status: number; body: unknown; headers?: Record<string, string> };

const bodyLimitBytes = 64 * 1024;

export async function readExchange(
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<Exchange> {
  const [path = "/", query = ""] = (request.url ?? "/").split(/\?(.*)/s);
  return {
    request,
    response,
    requestId,
    method: request.method ?? "GET",
    path,
    segments: decodeAll(path.split("/").slice(1)),
    query: new URLSearchParams(query),
    body: await readBody(request),
  };
}

export function sendJson({ response }: Exchange, { status, body, headers }: JsonAnswer): void {
  send(response, status, "application/json", JSON.stringify(body), headers);
}

export function sendHtml(
  { response }: Exchange,
  status: number,
  html: string,
  headers?: Record<string, string>,
): void {
  send(response, status, "text/html; charset=utf-8", html, headers);
}

/** 303: the browser goes on with a GET, whatever it came with. */
export function seeOther({ response }: Exchange, location: string): void {
  response.writeHead(303, { Location: location, "Content-Length": 0 }).end();
}

/** The parsed body; undefined when it is no JSON object. */
export function jsonObjectOf(text: string | null): Record<string, unknown> | undefined {
  const parsed = parseJson(text ?? "");
  return isObject(parsed) ? parsed : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  text: string,
  headers: Record<string, string> = {},
): void {
  const bytes = Buffer.from(text);
  response
    .writeHead(status, { "Content-Type": type, "Content-Length": bytes.length, ...headers })
    .end(bytes);
}

/** Reads on beyond the limit without keeping anything, so that the client can hear the answer. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes: Buffer = chunk;
    length += bytes.length;
    if (length <= bodyLimitBytes) chunks.push(bytes);
  }
  return length > bodyLimitBytes ? null : Buffer.concat(chunks).toString();
}

function decodeAll(parts: string[]): string[] | null {
  try {
    return parts.map(decodeURIComponent);
  } catch {
    return null;
  }
}
