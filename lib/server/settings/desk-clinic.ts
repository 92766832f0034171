import "server-only";
import { env } from "@/lib/server/env";
import type { ClinicSettings } from "@/lib/settings/clinic";
import { clinicSettings } from "./service";

/** What the desk needs to know of its clinic, and whether this server can send email. */
export async function loadDeskClinic(): Promise<ClinicSettings & { canEmail: boolean }> {
  return { ...(await clinicSettings()), canEmail: env().mail !== null };
}
