import "server-only";
import type { PatientIdentity } from "@/lib/errors";

/**
 * A text without letter case and accents. Only the general combining accents are dropped: the
 * vowel signs of Hindi or Arabic are marks as well, and do tell names apart. Nor are joiners kept,
 * which nobody sees. In upper case, where "ß" is "SS" and a Greek sigma has one form.
 */
export function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\p{Cf}]+/gu, "")
    .toUpperCase();
}

/** Letter case, spaces and accents alone make no other person. */
function essence(text: string): string {
  return folded(text).replace(/\s+/gu, "");
}

/** Whether two names or emails are the same one, written differently. */
export function sameEssence(one: string, other: string): boolean {
  return essence(one) === essence(other);
}

/**
 * Whether creating would change who the API thinks this patient is.
 * What was not typed is not sent, and what is not stored yet cannot be changed.
 */
export function wouldRename(stored: PatientIdentity, typed: PatientIdentity): boolean {
  return (["name", "email"] as const).some(
    (field) =>
      stored[field] !== "" && typed[field] !== "" && !sameEssence(stored[field], typed[field]),
  );
}

/** Whether staff confirmed replacing exactly what is stored now. */
export function isConfirmed(stored: PatientIdentity, confirmed: PatientIdentity | null): boolean {
  return confirmed?.name === stored.name && confirmed?.email === stored.email;
}
