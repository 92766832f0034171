import "server-only";
import type { AppError } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import type { AuditEntry } from "@/lib/server/audit/service";
import type { HandedOver, Handover } from "@/lib/sessions/handover";
import type { DeskServices } from "./desk-services";

/** Writes down that somebody handed a link over, and in which way. */
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

/** How a link was handed over until now, oldest first. */
export async function readHandovers(
  id: string,
  {
    store,
    listHandovers,
  }: Pick<DeskServices, "store"> & {
    listHandovers: (link: { id: string; patientKey: string }) => Promise<HandedOver[]>;
  },
): Promise<Result<HandedOver[], AppError>> {
  const row = await store.findById(id);
  if (row?.stage !== "made") return fail({ kind: "session-not-found", requestId: null });
  return ok(await listHandovers(row));
}
