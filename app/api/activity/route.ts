import { currentStaff, noteOwnActivity } from "@/lib/server/staff/guard";
import { refusedStatus } from "@/lib/server/staff/refused";

const headers = { "Cache-Control": "no-store" };

/** Somebody typed or moved since the last time; the page says so at most once a minute. */
export async function POST() {
  const staff = await currentStaff({ beforeSecondFactor: true });
  if (!staff.ok)
    return Response.json({ error: staff.error }, { status: refusedStatus(staff.error), headers });

  await noteOwnActivity();
  return new Response(null, { status: 204, headers });
}
