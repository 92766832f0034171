import { readProgress } from "@/lib/server/sessions/status";
import { currentStaff } from "@/lib/server/staff/guard";
import { refusedStatus } from "@/lib/server/staff/refused";

const headers = { "Cache-Control": "no-store" };

/** Where one link stands, for polling. Never holds the link itself. */
export async function GET(_request: Request, { params }: RouteContext<"/api/sessions/[id]">) {
  const staff = await currentStaff();
  if (!staff.ok) {
    return Response.json({ error: staff.error }, { status: refusedStatus(staff.error), headers });
  }

  const progress = await readProgress((await params).id);
  return progress.ok
    ? Response.json(progress.value, { headers })
    : Response.json({ error: progress.error }, { status: 404, headers });
}
