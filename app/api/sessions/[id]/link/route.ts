import { audit } from "@/lib/server/audit/service";
import { linkToCopy } from "@/lib/server/sessions/copy-link";
import { deskServices } from "@/lib/server/sessions/desk-services";
import { currentStaff } from "@/lib/server/staff/guard";
import { refusedStatus } from "@/lib/server/staff/refused";

const headers = { "Cache-Control": "no-store" };

/** The hosted link of one row, at the press of Copy: a list holds no links. */
export async function POST(_request: Request, { params }: RouteContext<"/api/sessions/[id]/link">) {
  const staff = await currentStaff();
  if (!staff.ok)
    return Response.json({ error: staff.error }, { status: refusedStatus(staff.error), headers });

  const services = { ...(await deskServices()), audit };
  const link = await linkToCopy((await params).id, staff.value, services);
  return link.ok
    ? Response.json(link.value, { headers })
    : Response.json({ error: link.error }, { status: 404, headers });
}
