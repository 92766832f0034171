import { notFound } from "next/navigation";
import { FilledIn } from "@/components/sessions/desk-pages";
import { staffCtx } from "@/lib/server/desk";
import { loadIdentity, openPatient } from "@/lib/server/patients/loaders";
import { requireStaff } from "@/lib/server/staff/guard";

/** The form filled in for this patient: the details travel in the page, never in an address. */
export default async function NewLinkForPatientPage({
  params,
}: PageProps<"/patients/[key]/new-link">) {
  const staff = await requireStaff();
  const ctx = await staffCtx(staff);
  const patient = await openPatient(ctx, (await params).key);
  if (!patient) notFound();
  const identity = await loadIdentity(ctx, patient);
  return <FilledIn details={{ patientId: patient.patientId, ...identity }} />;
}
