import "server-only";
import type { PatientIdentity } from "@/lib/errors";
import type { PatientView } from "@/lib/patients/patient";
import type { Staff } from "@/lib/server/staff/guard";
import { within } from "@/lib/server/within";
import { patientServices } from "./patient-services";
import { identityKnown, readPatient } from "./read";
import { findPatient, identityOf, type KnownPatient } from "./service";

/** The form waits no longer: the create asks who this is anyway. */
const identityWithinMs = 1_500;

/** The patient that a page is opened for, written down as looked at; null when the key is not ours. */
export async function openPatient(key: string, staff: Staff): Promise<KnownPatient | null> {
  const desk = await patientServices();
  const patient = await findPatient(key, desk);
  if (!patient) return null;
  await desk.audit({ action: "patient-viewed", outcome: "ok", staff, patientKey: key });
  return patient;
}

/** All that the page shows of them. Takes as long as the API does, at most 10 s. */
export async function loadPatientView(patient: KnownPatient): Promise<PatientView> {
  return readPatient(patient, await patientServices());
}

/** Name and email for a new link: the API's if they come in time, else those that we know. */
export async function loadIdentity({ patientId, rows }: KnownPatient): Promise<PatientIdentity> {
  const { connect, wait } = await patientServices();
  const read = await within(identityWithinMs, connect.getPatient(patientId), wait);
  return read?.ok ? identityOf(read.value) : identityKnown(rows);
}
