import * as z from "zod/mini";
import { holdForNews } from "@/lib/server/sessions/hold";
import { staffRoute } from "@/lib/server/staff-route";

const querySchema = z.object({ id: z.string(), seen: z.optional(z.string()) });

/**
 * Where one link stands, for polling. Never holds the link itself. With live updates the answer to
 * one who says what it has seen waits for news, a few seconds at most.
 */
export const GET = staffRoute(querySchema, async (_ctx, { id, seen = null }, { signal }) => {
  const followed = await holdForNews(id, seen, signal);
  if (!followed.ok) return followed;
  const { progress, isLive } = followed.value;
  return Response.json(progress, { headers: { "Desk-Live": isLive ? "on" : "off" } });
});
