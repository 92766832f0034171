import { connect } from "@/lib/server/connect/client";
import { answerSource, refuse } from "@/lib/server/sources/answers";
import { currentStaff } from "@/lib/server/staff/guard";
import { refusedStatus } from "@/lib/server/staff/refused";

type Context = { params: Promise<{ id: string }> };

/** One hospital of the catalog. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const staff = await currentStaff();
  if (!staff.ok) {
    return refuse(refusedStatus(staff.error), staff.error.kind, staff.error.requestId);
  }

  return answerSource((await params).id, connect());
}
