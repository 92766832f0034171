import { connect } from "@/lib/server/connect/client";
import { answerSource, refuse } from "@/lib/server/sources/answers";
import { currentStaff } from "@/lib/server/staff/guard";

type Context = { params: Promise<{ id: string }> };

/** One hospital of the catalog. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const staff = await currentStaff();
  if (!staff.ok) return refuse(403, staff.error.kind, staff.error.requestId);

  return answerSource((await params).id, connect());
}
