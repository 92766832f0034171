import { type ClinicField, type ClinicSettings, clinicFields } from "./clinic";
import { clinicLabels } from "./labels";

/** The fields that differ, as they are now: all that is sent, so that nobody else's work is undone. */
export function changesBetween(before: ClinicSettings, now: ClinicSettings): object {
  const differ = (field: ClinicField) =>
    JSON.stringify(before[field]) !== JSON.stringify(now[field]);
  return Object.fromEntries(clinicFields.filter(differ).map((field) => [field, now[field]]));
}

/** What was saved, as one sentence. */
export function savedSentence(saved: readonly ClinicField[]): string {
  if (saved.length === 0) return "Nothing to save: it was like this before.";
  const list = new Intl.ListFormat("en", { type: "conjunction" });
  return `Saved: ${list.format(saved.map((field) => clinicLabels[field]))}.`;
}
