import "server-only";
import type { AppError } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import type { audit } from "@/lib/server/audit/service";
import type { Staff } from "@/lib/server/staff/guard";
import { linkWorks } from "@/lib/sessions/progress";
import type { DeskServices } from "./desk-services";

type CopyDesk = Pick<DeskServices, "store" | "now"> & { audit: typeof audit };

/** The hosted link, for somebody who presses Copy in a list. Written down before it is given. */
export async function linkToCopy(
  id: string,
  staff: Pick<Staff, "id" | "sessionId">,
  desk: CopyDesk,
): Promise<Result<{ url: string }, AppError>> {
  const session = await desk.store.findById(id);
  if (!session?.snapshot?.url || !linkWorks(session.snapshot, desk.now())) {
    return fail({ kind: "session-not-found", requestId: null });
  }
  const { url } = session.snapshot;
  const { patientId } = session.details;
  await desk.audit({ action: "link-copied", outcome: "ok", staff, subject: id, patientId });
  return ok({ url });
}
