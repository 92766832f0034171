import "server-only";
import type { PatientIdentity } from "@/lib/errors";
import { note } from "@/lib/server/act";
import type { Ctx } from "@/lib/server/context";
import { within } from "@/lib/server/within";
import { identityKnown } from "./read";
import { findPatient, identityOf, type KnownPatient } from "./service";

/** The form waits no longer: the create asks who this is anyway. */
const identityWithinMs = 1_500;

/** The patient that a page is opened for, written down as looked at; null when the key is not ours. */
export async function openPatient(ctx: Ctx, key: string): Promise<KnownPatient | null> {
  const patient = await findPatient(ctx, key);
  if (!patient) return null;
  await note(ctx, { action: "patient-viewed", outcome: "ok", patientKey: key });
  return patient;
}

/** Name and email for a new link: the API's if they come in time, else those that we know. */
export async function loadIdentity(
  { connect, wait }: Ctx,
  { patientId, rows }: KnownPatient,
): Promise<PatientIdentity> {
  const read = await within(identityWithinMs, connect.getPatient(patientId), wait);
  return read?.ok ? identityOf(read.value) : identityKnown(rows);
}
