"use server";

import { correctionSchema } from "@/lib/patients/correction";
import { checkCorrection, correctPatient } from "@/lib/server/patients/service";
import { staffAction } from "@/lib/server/staff-action";

/** Changes the name and email that Medblocks has of a patient. */
export const correctPatientAction = staffAction(correctionSchema, correctPatient, {
  toTheEnd: true,
});

/** Looks for a correction whose answer was lost; never writes to Medblocks. */
export const checkCorrectionAction = staffAction(correctionSchema, checkCorrection);
