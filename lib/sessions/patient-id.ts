import { fail, ok, type Result } from "@/lib/result";
import { anyId, type IdRules, tidiedId } from "./id-rules";
import { limits } from "./limits";
import { idProblem } from "./text-rules";
import { notAnId, whatWasScanned } from "./what-was-scanned";

/** Ids that start like one of the API's own are refused there, or would be confusing here. */
const reservedPrefixes = ["pat_", "sess_", "pf_", "ps_", "conn_", "fhirsrc_", "wh_", "evt_"];

/**
 * Reads what stands in a field for a patient ID, wherever that field is: the ID as it is sent, or a
 * sentence for staff. The sentence never repeats what was read, which may open somebody's records.
 */
export function readPatientId(text: string, rules: IdRules = anyId): Result<string, string> {
  const scanned = whatWasScanned(text);
  if (scanned.kind !== "id") return fail(notAnId[scanned.kind]);
  const id = tidiedId(scanned.id, rules);
  if (id === "") return fail("Enter the patient ID");
  if (id.length > limits.patientId) return fail(`Use ${limits.patientId} characters or fewer`);
  const problem = idProblem(id);
  if (problem) return fail(problem);
  if (reservedPrefixes.some((prefix) => id.startsWith(prefix))) {
    return fail("This looks like an ID made by Medblocks. Enter the ID from your own system.");
  }
  return ok(id);
}

/** What was typed with blanks in it, as somebody may keep it with them; null: there are none. */
export function withBlanks(text: string): string | null {
  const typed = text.trim().replace(/\s+/gu, " ").normalize("NFC");
  return typed.includes(" ") ? typed : null;
}
