import { audit } from "@/lib/server/audit/service";
import { connect } from "@/lib/server/connect/client";
import { answerHandout, refusePaper } from "@/lib/server/print/service";
import { deskServices } from "@/lib/server/sessions/desk-services";
import { clinicSettings } from "@/lib/server/settings/service";
import { getSource } from "@/lib/server/sources/service";
import { currentStaff } from "@/lib/server/staff/guard";

/** The paper that a patient takes along: `?size=a6|a4&lang=en`. */
export async function GET(request: Request, { params }: RouteContext<"/print/[id]">) {
  const staff = await currentStaff();
  if (!staff.ok) {
    return refusePaper(staff.error.kind === "signed-out" ? "signed-out" : "not-allowed");
  }

  return answerHandout((await params).id, new URL(request.url).searchParams, staff.value, {
    ...(await deskServices()),
    audit,
    clinic: await clinicSettings(),
    readSource: (id) => getSource(id, connect()),
  });
}
