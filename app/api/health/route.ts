import { database } from "@/lib/server/db/client";
import { deskVersion } from "@/lib/server/version";

export const dynamic = "force-dynamic";

/** Open to anyone: whether this server is up and its database answers, and which desk it is. */
export async function GET() {
  await database();
  return Response.json(
    { ok: true, ...deskVersion() },
    { headers: { "Cache-Control": "no-store" } },
  );
}
