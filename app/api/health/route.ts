import { database } from "@/lib/server/db/client";

export const dynamic = "force-dynamic";

/** Open to anyone: whether this server is up and its database answers. Tells nothing else. */
export async function GET() {
  await database();
  return Response.json({ ok: true }, { headers: { "Cache-Control": "no-store" } });
}
