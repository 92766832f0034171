import * as z from "zod/mini";
import { systemCtx } from "@/lib/server/desk";
import { followLink } from "@/lib/server/sessions/follow";
import { staffRoute } from "@/lib/server/staff-route";

const querySchema = z.object({ id: z.string(), seen: z.optional(z.string()) });

/**
 * Where one link stands, for polling. Never holds the link itself. With live updates the answer to
 * one who says what it has seen waits for news, a few seconds at most.
 */
export const GET = staffRoute(querySchema, async (_ctx, input, { signal }) => {
  // Nobody waits for the API: a poll is silent while that asks for silence.
  const followed = await followLink(await systemCtx("housekeeping"), input, signal);
  if (!followed.ok) return followed;
  const { progress, isLive } = followed.value;
  return Response.json(progress, { headers: { "Desk-Live": isLive ? "on" : "off" } });
});
