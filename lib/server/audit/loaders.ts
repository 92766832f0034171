import "server-only";
import type { AuditLine, AuditPage } from "@/lib/audit/line";
import type { AuditQuery } from "@/lib/audit/query";
import { patientKey } from "@/lib/server/sessions/stored-session";
import type { Staff } from "@/lib/server/staff/guard";
import { type HandedOver, type Handover, handovers } from "@/lib/sessions/handover";
import { isDeskItself } from "./append";
import { type AuditDesk, audit, auditDesk } from "./service";
import type { AuditPlace, NamedAuditRow } from "./store";

const pageSize = 50;

/** One page of the audit trail. That it was read is written down first, so it is on the page itself. */
export async function loadAudit(
  query: AuditQuery,
  staff: Pick<Staff, "id" | "sessionId">,
  given?: AuditDesk,
): Promise<AuditPage> {
  const desk = given ?? (await auditDesk());
  const { who, what, from, until, patient, before } = query;
  await audit({ action: "audit-viewed", outcome: "ok", staff, patientKey: patient ?? null }, desk);

  const filter = { staffId: who, action: what, patientKey: patient, from, until };
  // One more than is shown tells whether there is an older page.
  const [rows, everybody] = await Promise.all([
    desk.store.list(filter, before ? readPlace(before) : null, pageSize + 1),
    desk.store.listStaff(),
  ]);
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    lines: shown.map(lineOf),
    older: last && rows.length > pageSize ? `${last.at}_${last.seq}` : null,
    staff: everybody,
  };
}

/** What was done for one patient, newest first, at most 50. */
export async function listByPatient(patientKey: string, given?: AuditDesk): Promise<AuditLine[]> {
  const { store } = given ?? (await auditDesk());
  return (await store.list({ patientKey }, null, pageSize)).map(lineOf);
}

/** How one link was handed over, oldest first. */
export async function listHandovers(
  link: { id: string; patientKey: string },
  given?: AuditDesk,
): Promise<HandedOver[]> {
  const { store } = given ?? (await auditDesk());
  const byAction = new Map<string, Handover>(handovers.map((what) => [`link-${what}`, what]));
  const rows = await store.listDone(
    link.patientKey,
    link.id,
    handovers.map((what) => `link-${what}` as const),
  );
  return rows.flatMap(({ action, at }) => {
    const what = byAction.get(action);
    return what ? [{ what, at }] : [];
  });
}

/** What a patient's rows are found by. */
export async function findPatientKey(patientId: string, given?: AuditDesk): Promise<string> {
  const { vault } = given ?? (await auditDesk());
  return patientKey(vault, patientId);
}

function readPlace(before: string): AuditPlace {
  const [at = "", seq = ""] = before.split("_");
  return { at, seq: Number(seq) };
}

function lineOf(row: NamedAuditRow): AuditLine {
  const isDesk = isDeskItself(row);
  return {
    seq: row.seq,
    at: row.at,
    action: row.action,
    outcome: row.outcome,
    staffId: row.staff_id,
    staffName: row.staff_name,
    isDesk,
    place: isDesk ? null : (row.staff_session?.slice(0, 6) ?? null),
    subject: row.subject,
    patientKey: row.patient_key,
    subjectName: row.subject_name,
  };
}
