import "server-only";
import { parseJson } from "@/lib/json";
import { isSignedBy } from "@/lib/server/connect/webhook";
import type { Ctx } from "@/lib/server/context";
import { noteEvent, readSecrets } from "@/lib/server/live-updates/kept-endpoint";
import { readBody } from "@/lib/server/read-body";
import { parseEvent } from "./event";
import { acceptEvent } from "./stored-events";

/** As much as is read of any answer of the API: an event holds a whole session. */
const longestBody = 256 * 1024;

/**
 * Takes in one delivery. Nothing in it is believed but that something happened: the work, which asks
 * the API, comes after the answer, so that no odd event makes the API wait or try again.
 *
 * @param work begins what the event asks for, and does not wait for it
 */
export async function receiveEvent(
  ctx: Ctx,
  request: Request,
  work: () => void,
): Promise<Response> {
  const now = ctx.now();
  const refuse = (status: number, code: string) => {
    // Tells nothing of what came: whoever sent it may be anybody.
    ctx.log.warn({ event: "webhook_refused", code });
    return new Response(null, { status, headers });
  };
  const secrets = await readSecrets(ctx);
  if (secrets.length === 0) return refuse(404, "off");

  const sent = await readBody(request, longestBody);
  if (!sent.ok) return refuse(sent.error === "too-large" ? 413 : 408, sent.error);
  const signature = request.headers.get("medblocks-signature");
  if (!isSignedBy(secrets, signature, sent.value, now)) return refuse(400, "signature");

  const json = parseJson(sent.value.toString("utf8"));
  if (json === undefined) return refuse(400, "not-json");
  const event = parseEvent(json, now);
  if (!event) await noteEvent(ctx.db, false, now);
  else if (await acceptEvent(ctx, event)) work();
  return new Response(null, { status: 204, headers });
}

const headers = { "Cache-Control": "no-store" };
