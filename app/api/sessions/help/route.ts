import { countHelp } from "@/lib/server/sessions/follow-up";
import { currentStaff } from "@/lib/server/staff/guard";
import { refusedStatus } from "@/lib/server/staff/refused";
import { buildHeader } from "@/lib/server/version";

const headers = { "Cache-Control": "no-store" };

/** How many links need help: a number and nothing else. */
export async function GET(): Promise<Response> {
  const staff = await currentStaff();
  if (!staff.ok)
    return Response.json({ error: staff.error }, { status: refusedStatus(staff.error), headers });

  return Response.json(await countHelp(), { headers: { ...headers, ...buildHeader() } });
}
