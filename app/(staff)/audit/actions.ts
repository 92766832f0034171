"use server";

import { ok } from "@/lib/result";
import { note } from "@/lib/server/act";
import { verifyTrail } from "@/lib/server/audit/service";
import { patientKey } from "@/lib/server/patient-key";
import { administratorAction, noInput } from "@/lib/server/staff-action";
import { createSessionSchemaBy } from "@/lib/sessions/schema";

/** What a patient's rows are found by, so that the patient ID stays out of addresses. */
export const findPatientKeyAction = administratorAction(
  ({ clinic }) => createSessionSchemaBy(clinic).shape.patientId,
  async ({ vault }, patientId) => ok(patientKey(vault, patientId)),
);

/** Reads the whole trail and tells what is wrong with it. */
export const verifyTrailAction = administratorAction(noInput, async (ctx) => {
  const verdict = await verifyTrail(ctx);
  const outcome = verdict.findings.length > 0 ? "tampered" : "ok";
  await note(ctx, { action: "audit-checked", outcome });
  return ok(verdict);
});
