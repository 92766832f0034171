import { databaseHealth } from "@/lib/server/db/health";
import { deskVersion } from "@/lib/server/version";

export const dynamic = "force-dynamic";

/**
 * Open to anyone: whether this server is up and its database takes changes, and which desk it is. The
 * answer comes within two seconds, however the database is.
 */
export async function GET() {
  const trouble = await databaseHealth();
  return Response.json(
    { ok: trouble === null, ...(trouble && { database: trouble }), ...deskVersion() },
    { status: trouble === null ? 200 : 503, headers: { "Cache-Control": "no-store" } },
  );
}
