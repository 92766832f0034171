import "server-only";
import { parseJson } from "@/lib/json";
import { isSignedBy } from "@/lib/server/connect/webhook";
import { readSecrets } from "@/lib/server/kept-endpoint";
import { log } from "@/lib/server/log";
import { readBody } from "@/lib/server/read-body";
import { parseEvent } from "./event";
import type { EventServices } from "./services";

/** As much as is read of any answer of the API: an event holds a whole session. */
const longestBody = 256 * 1024;

/**
 * Takes in one delivery. Nothing in it is believed but that something happened: the work, which asks
 * the API, comes after the answer, so that no odd event makes the API wait or try again.
 *
 * @param work begins what the event asks for, and does not wait for it
 */
export async function receiveEvent(
  request: Request,
  { events, desk }: EventServices,
  work: () => void,
): Promise<Response> {
  const secrets = await readSecrets(desk);
  if (secrets.length === 0) return refuse(404, "off");

  const sent = await readBody(request, longestBody);
  if (!sent.ok) return refuse(sent.error === "too-large" ? 413 : 408, sent.error);
  const body = sent.value;
  const signature = request.headers.get("medblocks-signature");
  if (!isSignedBy(secrets, signature, body, desk.now())) return refuse(400, "signature");

  const json = parseJson(body.toString("utf8"));
  if (json === undefined) return refuse(400, "not-json");
  const event = parseEvent(json, desk.now());
  if (!event) await events.noteOddity(desk.now());
  else if (await events.accept(event, desk.now())) work();
  return new Response(null, { status: 204, headers });
}

const headers = { "Cache-Control": "no-store" };

/** Tells nothing of what came: whoever sent it may be anybody. */
function refuse(status: number, code: string): Response {
  log.warn({ event: "webhook_refused", code });
  return new Response(null, { status, headers });
}
