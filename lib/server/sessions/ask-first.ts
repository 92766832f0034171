import "server-only";
import type { DeskError, PatientIdentity } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import { isNotFound } from "@/lib/server/connect/errors";
import type { Ctx } from "@/lib/server/context";
import { exampleId, isUsualId } from "@/lib/sessions/id-rules";
import { linkWorks } from "@/lib/sessions/progress";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import { findAlike } from "./alike";
import { readFailure } from "./app-error";
import { isConfirmed, wouldRename } from "./identity";
import { takeIn } from "./take-in";

/**
 * Whether a press of Create may be sent, and who the patient is; else the question that staff answer
 * first: is the ID right, is this the patient, is the link that works not enough? All that the API is
 * asked for this is asked side by side.
 */
export async function askFirst(
  ctx: Ctx,
  input: CreateSessionInput,
): Promise<Result<PatientIdentity, DeskError>> {
  const unusual = unusualId(input, ctx);
  if (unusual) return fail(unusual);

  const [patient, sessions, alike] = await Promise.all([
    ctx.connect.getPatient(input.patientId),
    ctx.connect.listPatientSessions(input.patientId, { status: "open" }),
    findAlike(ctx, input),
  ]);
  if (!patient.ok && !isNotFound(patient.error)) return fail(readFailure(patient.error));
  if (!sessions.ok && !isNotFound(sessions.error)) return fail(readFailure(sessions.error));

  if (!alike.ok) return alike;
  // Of somebody who has this very ID no other is meant.
  if (!patient.ok && alike.value) {
    return fail({ kind: "looks-alike", requestId: null, known: alike.value });
  }

  const stored = {
    name: (patient.ok && patient.value.name) || "",
    email: (patient.ok && patient.value.email) || "",
  };
  const typed = { name: input.name, email: input.email };
  if (wouldRename(stored, typed) && !isConfirmed(stored, input.replaces)) {
    return fail({ kind: "identity-differs", requestId: null, stored, typed });
  }

  const open = (sessions.ok ? sessions.value.items : []).filter(
    (session) => session.url !== null && linkWorks(session, ctx.now()),
  );
  if (open.length > 0 && !input.makeAnother) {
    const rows = await Promise.all(open.map((session) => takeIn(ctx, session, stored.name)));
    const links = rows.map(({ id, tag, snapshot: { expiresAt } }) => ({ id, tag, expiresAt }));
    return fail({ kind: "open-link-exists", requestId: null, links });
  }
  return ok(stored);
}

/** An ID that is not as the clinic's are is asked about before anything is sent for it. */
function unusualId(
  { patientId, idAnswers }: CreateSessionInput,
  { clinic }: Pick<Ctx, "clinic">,
): DeskError | null {
  if (isUsualId(patientId, clinic) || idAnswers?.sureOf === patientId) return null;
  return { kind: "unusual-id", requestId: null, patientId, example: exampleId(clinic) };
}
