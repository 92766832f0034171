import "server-only";
import type { AlikeId, AppError } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import { isNotFound } from "@/lib/server/connect/errors";
import type { Database } from "@/lib/server/db/schema";
import type { Vault } from "@/lib/server/db/seal";
import { readable } from "@/lib/server/each-row";
import { type IdRules, isUsualId } from "@/lib/sessions/id-rules";
import { readPatientId, withBlanks } from "@/lib/sessions/patient-id";
import { linkWorks } from "@/lib/sessions/progress";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import { readFailure } from "./app-error";
import type { DeskServices } from "./desk-services";
import { foldedKey, foldId, plainId } from "./fold-id";
import { openRow, patientKey, type StoredSession } from "./stored-session";

/** Of more links to IDs that look alike the newest tell enough. */
const readAtMost = 20;

/** Links of patients whose ID looks like this one and is another, newest first. */
export async function listAlike(
  db: Database,
  vault: Vault,
  patientId: string,
): Promise<StoredSession[]> {
  const rows = await db
    .selectFrom("sessions")
    .selectAll()
    .where("folded_key", "=", foldedKey(vault, patientId))
    .where("patient_key", "!=", patientKey(vault, patientId))
    .where("stage", "!=", "not-made")
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(readAtMost)
    .execute();
  return readable(rows, "alike", (row) => openRow(vault, row, []));
}

/**
 * Who is known under an ID that looks like the one typed: here, or at the API under the spelling
 * with blanks or without what was put around it. Costs a call only when there is such a spelling.
 */
export async function findAlike(
  input: Pick<CreateSessionInput, "patientId" | "idAnswers">,
  desk: DeskServices,
): Promise<Result<AlikeId | null, AppError>> {
  const other = otherSpelling(input);
  const [kept, spelled] = await Promise.all([
    desk.listAlike(input.patientId),
    other === null ? null : desk.connect.getPatient(other),
  ]);
  const isMeant = (patientId: string) => !input.idAnswers?.anotherThan?.includes(patientId);
  if (other !== null && spelled?.ok && isMeant(other)) {
    const name = spelled.value.name ?? "";
    return ok({ patientId: other, name, openForMs: openFor(other, kept, desk) });
  }
  if (spelled && !spelled.ok && !isNotFound(spelled.error)) return fail(readFailure(spelled.error));
  const newest = kept.find(
    ({ details }) => isOneOf(details.patientId, input, desk.clinic) && isMeant(details.patientId),
  );
  if (!newest) return ok(null);
  const { patientId, name } = newest.details;
  return ok({ patientId, name, openForMs: openFor(patientId, kept, desk) });
}

/** The question that has to be answered before anything is sent for an ID; null: none. */
export function unusualId(
  { patientId, idAnswers }: Pick<CreateSessionInput, "patientId" | "idAnswers">,
  example: string,
  rules: IdRules,
): AppError | null {
  if (isUsualId(patientId, rules) || idAnswers?.sureOf === patientId) return null;
  return { kind: "unusual-id", requestId: null, patientId, example };
}

/** What the clinic tells apart is not asked about. */
function isOneOf(known: string, { patientId }: { patientId: string }, rules: IdRules): boolean {
  return foldId(known, rules) === foldId(patientId, rules);
}

function otherSpelling(input: Pick<CreateSessionInput, "patientId" | "idAnswers">): string | null {
  const { patientId, idAnswers } = input;
  const other = withBlanks(idAnswers?.typed ?? "") ?? plainId(patientId);
  const read = readPatientId(other);
  return read.ok && other !== patientId ? other : null;
}

function openFor(patientId: string, kept: StoredSession[], desk: DeskServices): number | null {
  const now = desk.now();
  const open = kept.find(
    ({ details, snapshot }) =>
      details.patientId === patientId && snapshot !== null && linkWorks(snapshot, now),
  );
  return open ? now.getTime() - Date.parse(open.createdAt) : null;
}
