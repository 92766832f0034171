import "server-only";
import type { Vault } from "./db/seal";

/** Keyed hash of a patient id, fit for a URL: in the open nothing else ever tells two patients apart. */
export function patientKey(vault: Vault, patientId: string): string {
  return vault.fingerprint("patient-id", patientId);
}
