"use server";

import { ok } from "@/lib/result";
import { findPatientKey } from "@/lib/server/audit/loaders";
import { audit, verifyTrail } from "@/lib/server/audit/service";
import { administratorAction, noInput } from "@/lib/server/staff-action";
import { createSessionSchemaBy } from "@/lib/sessions/schema";

/** What a patient's rows are found by, so that the patient ID stays out of addresses. */
export const findPatientKeyAction = administratorAction(
  ({ clinic }) => createSessionSchemaBy(clinic).shape.patientId,
  async (_ctx, patientId) => ok(await findPatientKey(patientId)),
);

/** Reads the whole trail and tells what is wrong with it. */
export const verifyTrailAction = administratorAction(noInput, async (_ctx, _input, { staff }) => {
  const verdict = await verifyTrail();
  const outcome = verdict.findings.length > 0 ? "tampered" : "ok";
  await audit({ action: "audit-checked", outcome, staff });
  return ok(verdict);
});
