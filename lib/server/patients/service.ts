import "server-only";
import type { PatientIdentity } from "@/lib/errors";
import {
  type CorrectionError,
  type CorrectionInput,
  type CorrectionResult,
  patientKeySchema,
} from "@/lib/patients/correction";
import { fail, ok } from "@/lib/result";
import { act, type Deed, note } from "@/lib/server/act";
import { type ConnectError, isNotFound } from "@/lib/server/connect/errors";
import type { Patient, PatientRecord } from "@/lib/server/connect/session";
import type { Ctx } from "@/lib/server/context";
import { readFailure } from "@/lib/server/sessions/app-error";
import { type Books, listByPatientKey } from "@/lib/server/sessions/find";
import { renamePatient } from "@/lib/server/sessions/links";
import type { StoredSession } from "@/lib/server/sessions/stored-session";

/** A patient of whom this desk has at least one row. */
export type KnownPatient = { key: string; patientId: string; rows: StoredSession[] };

/** Null for a key that we do not have, and for any other text. */
export async function findPatient(books: Books, key: string): Promise<KnownPatient | null> {
  if (!patientKeySchema.safeParse(key).success) return null;
  const rows = await listByPatientKey(books, key);
  const patientId = rows[0]?.details.patientId;
  return patientId ? { key, patientId, rows } : null;
}

/**
 * Changes the name and email that Medblocks has, and ours with it. Reads before it writes, so that
 * nothing is cleared and nobody else's change is undone, and reads again after it: a lost answer is
 * settled by looking, never by sending twice.
 */
export async function correctPatient(ctx: Ctx, input: CorrectionInput): Promise<CorrectionResult> {
  const patient = await findPatient(ctx, input.key);
  if (!patient) return fail({ kind: "patient-not-found", requestId: null });
  await note(ctx, { ...about(patient), outcome: "started" });
  return keep(ctx, patient, await write(ctx, patient.patientId, input));
}

/** Finds out what came of a correction whose answer was lost; never writes to Medblocks. */
export async function checkCorrection(ctx: Ctx, input: CorrectionInput): Promise<CorrectionResult> {
  const patient = await findPatient(ctx, input.key);
  if (!patient) return fail({ kind: "patient-not-found", requestId: null });
  const now = await ctx.connect.getPatient(patient.patientId);
  if (!now.ok) return fail({ kind: "correction-unknown", requestId: now.error.requestId });

  const stored = identityOf(now.value);
  if (isSame(stored, input)) return keep(ctx, patient, ok(stored));
  return keep(
    ctx,
    patient,
    fail(
      isSame(stored, input.shown)
        ? { kind: "not-corrected", requestId: null }
        : { kind: "changed-meanwhile", requestId: null, stored },
    ),
  );
}

async function write(
  { connect }: Ctx,
  patientId: string,
  input: CorrectionInput,
): Promise<CorrectionResult> {
  const before = await connect.getPatient(patientId);
  if (!before.ok) return fail(failureOf(before.error));
  const stored = identityOf(before.value);
  if (isSame(stored, input)) return ok(stored);
  if (!isSame(stored, input.shown)) {
    return fail({ kind: "changed-meanwhile", requestId: null, stored });
  }

  const written = await connect.updatePatient(withIdentity(before.value, input));
  if (!written.ok && written.error.kind !== "unknown-outcome") {
    return fail(failureOf(written.error));
  }
  const read = await connect.getPatient(patientId);
  const latest = read.ok ? identityOf(read.value) : null;
  if (!written.ok) {
    const arrived = latest && isSame(latest, input);
    return arrived
      ? ok(latest)
      : fail({ kind: "correction-unknown", requestId: written.error.requestId });
  }
  const answered = identityOf(written.value);
  return latest && !isSame(latest, answered)
    ? fail({ kind: "changed-meanwhile", requestId: null, stored: latest })
    : ok(answered);
}

/** Writes down what came of it, in our own rows and in the trail. */
async function keep(
  ctx: Ctx,
  patient: KnownPatient,
  result: CorrectionResult,
): Promise<CorrectionResult> {
  const requestId = result.ok ? null : result.error.requestId;
  const deed = { ...about(patient), outcome: outcomeOf(result), requestId };
  await act(ctx, deed, async (tx) => {
    if (result.ok) await renamePatient(tx, ctx.vault, patient.key, result.value);
  });
  return result;
}

function about({ key }: KnownPatient) {
  return { action: "patient-corrected", patientKey: key } satisfies Omit<Deed, "outcome">;
}

/** In the words of the audit trail, where a lost answer is called the same for all that is sent. */
function outcomeOf(result: CorrectionResult): string {
  if (result.ok) return "ok";
  return result.error.kind === "correction-unknown" ? "outcome-unknown" : result.error.kind;
}

/** All that the API has of the patient, with another name and email; an empty text clears. */
export function withIdentity(
  { id, rest }: Pick<Patient, "id" | "rest">,
  { name, email }: PatientIdentity,
): PatientRecord {
  return { id, rest, name: name || null, email: email || null };
}

/** Empty texts for what the API does not have. */
export function identityOf({ name, email }: Pick<Patient, "name" | "email">): PatientIdentity {
  return { name: name ?? "", email: email ?? "" };
}

/** Letter by letter: the correction may be about one capital. */
function isSame(one: PatientIdentity, other: PatientIdentity): boolean {
  return one.name === other.name && one.email === other.email;
}

function failureOf(error: ConnectError): CorrectionError {
  const { requestId } = error;
  if (isNotFound(error)) return { kind: "unknown-patient", requestId };
  const failure = readFailure(error);
  const param = error.kind === "rejected" ? error.param : null;
  return failure.kind === "field-refused" && (param === "name" || param === "email")
    ? { ...failure, field: param }
    : failure;
}
