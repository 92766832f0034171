import "server-only";
import type { AlikeId, DeskError } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import { isNotFound } from "@/lib/server/connect/errors";
import type { Ctx } from "@/lib/server/context";
import type { IdRules } from "@/lib/sessions/id-rules";
import { readPatientId, withBlanks } from "@/lib/sessions/patient-id";
import { linkWorks } from "@/lib/sessions/progress";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import { readFailure } from "./app-error";
import { listAlike } from "./find";
import { foldId, plainId } from "./fold-id";
import type { StoredSession } from "./stored-session";

/**
 * Who is known under an ID that looks like the one typed: here, or at the API under the spelling
 * with blanks or without what was put around it. Costs a call only when there is such a spelling.
 */
export async function findAlike(
  ctx: Ctx,
  input: Pick<CreateSessionInput, "patientId" | "idAnswers">,
): Promise<Result<AlikeId | null, DeskError>> {
  const other = otherSpelling(input);
  const [kept, spelled] = await Promise.all([
    listAlike(ctx, input.patientId),
    other === null ? null : ctx.connect.getPatient(other),
  ]);
  const isMeant = (patientId: string) => !input.idAnswers?.anotherThan?.includes(patientId);
  if (other !== null && spelled?.ok && isMeant(other)) {
    const name = spelled.value.name ?? "";
    return ok({ patientId: other, name, openForMs: openFor(other, kept, ctx.now()) });
  }
  if (spelled && !spelled.ok && !isNotFound(spelled.error)) return fail(readFailure(spelled.error));
  const newest = kept.find(
    ({ details }) => isOneOf(details.patientId, input, ctx.clinic) && isMeant(details.patientId),
  );
  if (!newest) return ok(null);
  const { patientId, name } = newest.details;
  return ok({ patientId, name, openForMs: openFor(patientId, kept, ctx.now()) });
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

function openFor(patientId: string, kept: StoredSession[], now: Date): number | null {
  const open = kept.find(
    ({ details, snapshot }) =>
      details.patientId === patientId && snapshot !== null && linkWorks(snapshot, now),
  );
  return open ? now.getTime() - Date.parse(open.createdAt) : null;
}
