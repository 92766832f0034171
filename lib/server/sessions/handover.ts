import "server-only";
import type { AppError } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import type { AuditEntry } from "@/lib/server/audit/service";
import type { Handover } from "@/lib/sessions/handover";
import type { DeskServices } from "./desk-services";

/** Writes down that somebody copied, showed, printed or opened a link. */
export async function recordHandover(
  id: string,
  what: Handover,
  staff: AuditEntry["staff"],
  { store, audit }: Pick<DeskServices, "store"> & { audit: (entry: AuditEntry) => Promise<void> },
): Promise<Result<null, AppError>> {
  const row = await store.findById(id);
  if (row?.stage !== "made") return fail({ kind: "session-not-found", requestId: null });
  const { patientId } = row.details;
  await audit({ action: `link-${what}`, outcome: "ok", staff, subject: row.id, patientId });
  return ok(null);
}
