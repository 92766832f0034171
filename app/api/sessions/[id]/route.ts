import { holdForNews } from "@/lib/server/sessions/hold";
import { currentStaff } from "@/lib/server/staff/guard";
import { refusedStatus } from "@/lib/server/staff/refused";
import { buildHeader } from "@/lib/server/version";

const headers = { "Cache-Control": "no-store" };

/**
 * Where one link stands, for polling. Never holds the link itself. With live updates the answer to
 * one who says what it has seen waits for news, a few seconds at most.
 */
export async function GET(request: Request, { params }: RouteContext<"/api/sessions/[id]">) {
  const staff = await currentStaff();
  if (!staff.ok) {
    return Response.json({ error: staff.error }, { status: refusedStatus(staff.error), headers });
  }

  const seen = new URL(request.url).searchParams.get("seen");
  const followed = await holdForNews((await params).id, seen, request.signal);
  if (!followed.ok) return Response.json({ error: followed.error }, { status: 404, headers });
  const { progress, isLive } = followed.value;
  return Response.json(progress, {
    headers: { ...headers, ...buildHeader(), "Desk-Live": isLive ? "on" : "off" },
  });
}
