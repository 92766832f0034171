"use server";

import type { TrailVerdict } from "@/lib/audit/verdict";
import { ok } from "@/lib/result";
import { findPatientKey } from "@/lib/server/audit/loaders";
import { audit, verifyTrail } from "@/lib/server/audit/service";
import { parseInput } from "@/lib/server/parse-input";
import { clinicSettings } from "@/lib/server/settings/service";
import { currentAdministrator } from "@/lib/server/staff/guard";
import type { ActionResult } from "@/lib/sessions/actions";
import { createSessionSchemaBy } from "@/lib/sessions/schema";

/** What a patient's rows are found by, so that the patient ID stays out of addresses. */
export async function findPatientKeyAction(patientId: unknown): Promise<ActionResult<string>> {
  const staff = await currentAdministrator();
  if (!staff.ok) return staff;

  const parsed = parseInput(
    createSessionSchemaBy(await clinicSettings()).shape.patientId,
    patientId,
  );
  if (!parsed.ok) return parsed;

  return ok(await findPatientKey(parsed.value));
}

/** Reads the whole trail and tells what is wrong with it. */
export async function verifyTrailAction(): Promise<ActionResult<TrailVerdict>> {
  const staff = await currentAdministrator();
  if (!staff.ok) return staff;

  const verdict = await verifyTrail();
  const outcome = verdict.findings.length > 0 ? "tampered" : "ok";
  await audit({ action: "audit-checked", outcome, staff: staff.value });
  return ok(verdict);
}
