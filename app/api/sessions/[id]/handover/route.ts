import { listHandovers } from "@/lib/server/audit/loaders";
import { audit } from "@/lib/server/audit/service";
import { parseInput } from "@/lib/server/parse-input";
import { readJson } from "@/lib/server/read-body";
import { deskServices } from "@/lib/server/sessions/desk-services";
import { readHandovers, recordHandover } from "@/lib/server/sessions/handover";
import { currentStaff } from "@/lib/server/staff/guard";
import { refusedStatus } from "@/lib/server/staff/refused";
import { handoverSchema } from "@/lib/sessions/handover";

const headers = { "Cache-Control": "no-store" };

/** How a link was handed over until now: ways and times only. */
export async function GET(
  _request: Request,
  { params }: RouteContext<"/api/sessions/[id]/handover">,
) {
  const staff = await currentStaff();
  if (!staff.ok) {
    return Response.json({ error: staff.error }, { status: refusedStatus(staff.error), headers });
  }

  const services = { ...(await deskServices()), listHandovers };
  const list = await readHandovers((await params).id, services);
  return list.ok
    ? Response.json(list.value, { headers })
    : Response.json({ error: list.error }, { status: 404, headers });
}

/** A link was handed over at the desk: how is written down, nothing else. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/api/sessions/[id]/handover">,
) {
  const staff = await currentStaff();
  if (!staff.ok) {
    return Response.json({ error: staff.error }, { status: refusedStatus(staff.error), headers });
  }

  const sent = await readJson(request);
  if (!sent.ok) return sent.error;

  const parsed = parseInput(handoverSchema, sent.value);
  if (!parsed.ok) return Response.json({ error: parsed.error }, { status: 400, headers });

  const services = { ...(await deskServices()), audit };
  const told = await recordHandover((await params).id, parsed.value.what, staff.value, services);
  return told.ok
    ? new Response(null, { status: 204, headers })
    : Response.json({ error: told.error }, { status: 404, headers });
}
