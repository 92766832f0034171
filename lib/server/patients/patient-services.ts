import "server-only";
import { audit, auditDesk } from "@/lib/server/audit/service";
import { deskServices } from "@/lib/server/sessions/desk-services";
import type { PatientServices } from "./service";

/** Those of this process. */
export async function patientServices(): Promise<PatientServices> {
  return { ...(await deskServices()), staffNames, audit };
}

async function staffNames(): Promise<Map<string, string>> {
  const { store } = await auditDesk();
  return new Map((await store.listStaff()).map(({ id, name }) => [id, name]));
}
