import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createSessionAction, settleAttemptAction } from "@/app/(staff)/actions";
import { Desk } from "@/components/sessions/desk";
import { loadDeskClinic, staffCtx } from "@/lib/server/desk";
import { loadIdentity, openPatient } from "@/lib/server/patients/loaders";
import { requireStaff } from "@/lib/server/staff/guard";
import { newAttemptId } from "@/lib/sessions/attempt";

export const metadata: Metadata = { title: "New link" };

/** The desk with the form filled in: the details travel in the page, never in an address. */
export default async function NewLinkForPatientPage({
  params,
}: PageProps<"/patients/[key]/new-link">) {
  const staff = await requireStaff();
  const ctx = await staffCtx(staff);
  const patient = await openPatient(ctx, (await params).key);
  if (!patient) notFound();
  const [identity, clinic] = await Promise.all([loadIdentity(ctx, patient), loadDeskClinic()]);
  return (
    <Desk
      actions={{ create: createSessionAction, settle: settleAttemptAction }}
      clinic={clinic}
      attemptId={newAttemptId()}
      initialDetails={{ patientId: patient.patientId, ...identity }}
    />
  );
}
