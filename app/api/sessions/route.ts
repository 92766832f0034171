import { after } from "next/server";
import { liveUpdatesWork } from "@/lib/server/live-updates/health";
import { parseInput } from "@/lib/server/parse-input";
import { readJson } from "@/lib/server/read-body";
import { refreshShown, worklistPace } from "@/lib/server/sessions/refresh-shown";
import { listLinks, worklistServices } from "@/lib/server/sessions/worklist";
import { currentStaff } from "@/lib/server/staff/guard";
import { refusedStatus } from "@/lib/server/staff/refused";
import { worklistRequestSchema } from "@/lib/sessions/worklist";

const headers = { "Cache-Control": "no-store" };

/** A page of links. By POST, because what is searched for may be a patient's name: it belongs in no address. */
export async function POST(request: Request): Promise<Response> {
  const staff = await currentStaff();
  if (!staff.ok)
    return Response.json({ error: staff.error }, { status: refusedStatus(staff.error), headers });

  const sent = await readJson(request);
  if (!sent.ok) return sent.error;

  const parsed = parseInput(worklistRequestSchema, sent.value);
  if (!parsed.ok) return Response.json({ error: parsed.error }, { status: 400, headers });

  const desk = await worklistServices();
  const page = await listLinks(parsed.value, staff.value, desk);
  const ids = page.rows.map(({ id }) => id);
  after(async () => refreshShown(ids, desk, worklistPace(), await liveUpdatesWork()));
  return Response.json(page, { headers });
}
