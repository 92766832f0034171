import { connect } from "@/lib/server/connect/client";
import { answerSearch, refuse } from "@/lib/server/sources/answers";
import { currentStaff } from "@/lib/server/staff/guard";
import { refusedStatus } from "@/lib/server/staff/refused";

/** `?q=`: hospitals whose name has it, or the one with that id. */
export async function GET(request: Request): Promise<Response> {
  const staff = await currentStaff();
  if (!staff.ok) {
    return refuse(refusedStatus(staff.error), staff.error.kind, staff.error.requestId);
  }

  return answerSearch(new URL(request.url).searchParams.get("q") ?? "", connect());
}
