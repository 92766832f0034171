"use server";

import { type CorrectionResult, correctionSchema } from "@/lib/patients/correction";
import { parseInput } from "@/lib/server/parse-input";
import { patientServices } from "@/lib/server/patients/patient-services";
import { checkCorrection, correctPatient } from "@/lib/server/patients/service";
import { toTheEnd } from "@/lib/server/shut-down";
import { currentStaff } from "@/lib/server/staff/guard";

/** Changes the name and email that Medblocks has of a patient. */
export async function correctPatientAction(input: unknown): Promise<CorrectionResult> {
  const staff = await currentStaff();
  if (!staff.ok) return staff;

  const parsed = parseInput(correctionSchema, input);
  if (!parsed.ok) return parsed;

  return toTheEnd(async () => correctPatient(parsed.value, staff.value, await patientServices()));
}

/** Looks for a correction whose answer was lost; never writes to Medblocks. */
export async function checkCorrectionAction(input: unknown): Promise<CorrectionResult> {
  const staff = await currentStaff();
  if (!staff.ok) return staff;

  const parsed = parseInput(correctionSchema, input);
  if (!parsed.ok) return parsed;

  return checkCorrection(parsed.value, staff.value, await patientServices());
}
