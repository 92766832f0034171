import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { createSessionAction, settleAttemptAction } from "@/app/(staff)/actions";
import { PatientOverview, PatientSkeleton } from "@/components/patients/patient-overview";
import { FreshOnReturn } from "@/components/ui/fresh-on-return";
import { listByPatient } from "@/lib/server/audit/loaders";
import type { Ctx } from "@/lib/server/context";
import { staffCtx } from "@/lib/server/desk";
import { openPatient } from "@/lib/server/patients/loaders";
import { readPatient } from "@/lib/server/patients/read";
import type { KnownPatient } from "@/lib/server/patients/service";
import { requireStaff } from "@/lib/server/staff/guard";
import { checkCorrectionAction, correctPatientAction } from "./actions";

export const metadata: Metadata = { title: "Patient" };

export default async function PatientPage({ params }: PageProps<"/patients/[key]">) {
  const staff = await requireStaff();
  const ctx = await staffCtx(staff);
  const patient = await openPatient(ctx, (await params).key);
  if (!patient) notFound();
  return (
    <>
      <FreshOnReturn rendering={crypto.randomUUID()} />
      <Suspense fallback={<PatientSkeleton />}>
        <Overview ctx={ctx} patient={patient} />
      </Suspense>
    </>
  );
}

async function Overview({ ctx, patient }: { ctx: Ctx; patient: KnownPatient }) {
  const [view, acts] = await Promise.all([
    readPatient(ctx, patient),
    listByPatient(ctx, patient.key),
  ]);
  return (
    <PatientOverview
      view={view}
      acts={acts}
      actions={{
        create: createSessionAction,
        settle: settleAttemptAction,
        correct: correctPatientAction,
        check: checkCorrectionAction,
      }}
      lifetimeSeconds={ctx.clinic.linkLifetimeSeconds}
    />
  );
}
