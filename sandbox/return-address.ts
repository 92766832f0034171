import { families } from "./families";
import type { Session } from "./store";

/** What the patient's browser carries back from Direct Mode. */
export type DirectResult =
  | { success: true; sourceId: string }
  | { success: false; error: string; description: string };

/**
 * Where the finished patient is sent: the caller's address with the parameters of the session's
 * generation behind its own.
 *
 * @param direct null in Picker Mode, which tells nothing about success
 */
export function returnAddress(session: Session, direct: DirectResult | null): string {
  const { reference, returnsPatientId } = families[session.family];
  const added = new URLSearchParams({ [reference]: session.id });
  if (returnsPatientId) added.append("patient_id", session.patientId);
  if (direct) added.append("success", String(direct.success));
  if (direct?.success === true) added.append("connection_id", direct.sourceId);
  if (direct?.success === false) {
    added.append("error", direct.error);
    added.append("error_description", direct.description);
  }
  const url = new URL(session.returnUrl);
  // Put together as text: the caller's own query stays as it was written.
  url.search = [url.search.slice(1), added].filter((part) => String(part) !== "").join("&");
  return url.href;
}
