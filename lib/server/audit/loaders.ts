import "server-only";
import type { AuditLine, AuditPage } from "@/lib/audit/line";
import type { AuditQuery } from "@/lib/audit/query";
import { note } from "@/lib/server/act";
import type { ActingBy, Ctx } from "@/lib/server/context";
import { isDeskItself } from "@/lib/server/trail/append";
import { type HandedOver, type Handover, handovers } from "@/lib/sessions/handover";
import { type AuditPlace, listDone, listRows, listStaff, type NamedAuditRow } from "./store";

const pageSize = 50;

/** One page of the audit trail. That it was read is written down first, so it is on the page itself. */
export async function loadAudit(ctx: ActingBy, query: AuditQuery): Promise<AuditPage> {
  const { who, what, from, until, patient, before } = query;
  await note(ctx, { action: "audit-viewed", outcome: "ok", patientKey: patient ?? null });

  const filter = { staffId: who, action: what, patientKey: patient, from, until };
  // One more than is shown tells whether there is an older page.
  const [rows, everybody] = await Promise.all([
    listRows(ctx.db, filter, { before: before ? readPlace(before) : null, limit: pageSize + 1 }),
    listStaff(ctx.db),
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
export async function listByPatient(
  { db }: Pick<Ctx, "db">,
  patientKey: string,
): Promise<AuditLine[]> {
  return (await listRows(db, { patientKey }, { limit: pageSize })).map(lineOf);
}

/** How one link was handed over, oldest first. */
export async function listHandovers(
  { db }: Pick<Ctx, "db">,
  { id: subject, patientKey }: { id: string; patientKey: string },
): Promise<HandedOver[]> {
  const byAction = new Map<string, Handover>(handovers.map((what) => [`link-${what}`, what]));
  const actions = handovers.map((what) => `link-${what}` as const);
  const rows = await listDone(db, { patientKey, subject }, actions);
  return rows.flatMap(({ action, at }) => {
    const what = byAction.get(action);
    return what ? [{ what, at }] : [];
  });
}

/** The names of all staff, former ones too, by id. */
export async function staffNames({ db }: Pick<Ctx, "db">): Promise<Map<string, string>> {
  return new Map((await listStaff(db)).map(({ id, name }) => [id, name]));
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
