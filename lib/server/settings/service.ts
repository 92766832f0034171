import "server-only";
import { env } from "@/lib/server/env";
import type { ClinicSettings } from "@/lib/settings/clinic";

/** The clinic's settings as they count now: the environment's where a variable is set, else what was saved. */
export async function clinicSettings(): Promise<ClinicSettings> {
  const { clinic, retentionDays } = env();
  return {
    ...clinic,
    suggestedSourceIds: [...clinic.suggestedSourceIds],
    phone: "",
    mode: "suggest",
    handoutLanguages: ["en"],
    readBackLine: "Can you tell me your full name and date of birth?",
    retentionDays,
    veilAfterSeconds: 120,
    signOutAfterMinutes: 15,
    secondFactorRequired: false,
  };
}
