import "server-only";
import { staffNames } from "@/lib/server/audit/loaders";
import { audit } from "@/lib/server/audit/service";
import { deskServices } from "@/lib/server/sessions/desk-services";
import type { PatientServices } from "./service";

/** Those of this process. */
export async function patientServices(): Promise<PatientServices> {
  const desk = await deskServices();
  return { ...desk, staffNames: () => staffNames(desk), audit };
}
