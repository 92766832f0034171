import { after } from "next/server";
import { liveUpdatesWork } from "@/lib/server/live-updates/health";
import { parseInput } from "@/lib/server/parse-input";
import { readJson } from "@/lib/server/read-body";
import { refreshShown, worklistPace } from "@/lib/server/sessions/refresh-shown";
import { listChanges, worklistServices } from "@/lib/server/sessions/worklist";
import { currentStaff } from "@/lib/server/staff/guard";
import { refusedStatus } from "@/lib/server/staff/refused";
import { buildHeader } from "@/lib/server/version";
import { worklistChangesSchema } from "@/lib/sessions/worklist";

const headers = { "Cache-Control": "no-store" };

/** How the rows on a screen stand now, for polling. The API is asked only once this is answered. */
export async function POST(request: Request): Promise<Response> {
  const staff = await currentStaff();
  if (!staff.ok)
    return Response.json({ error: staff.error }, { status: refusedStatus(staff.error), headers });

  const sent = await readJson(request);
  if (!sent.ok) return sent.error;

  const parsed = parseInput(worklistChangesSchema, sent.value);
  if (!parsed.ok) return Response.json({ error: parsed.error }, { status: 400, headers });

  const desk = await worklistServices();
  const changes = await listChanges(parsed.value, staff.value, desk);
  after(async () =>
    refreshShown(parsed.value.shown, desk, worklistPace(), await liveUpdatesWork()),
  );
  return Response.json(changes, { headers: { ...headers, ...buildHeader() } });
}
