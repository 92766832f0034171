import { type ClinicField, clinicFields } from "./clinic";

/** What staff read beside each of the clinic's settings. */
export const clinicLabels: Record<ClinicField, string> = {
  name: "Clinic name",
  phone: "Phone for patients",
  timeZone: "Time zone",
  returnUrl: "Return page",
  buttonLabel: "Button label",
  mode: "New links begin with",
  suggestedSourceIds: "Suggested hospitals",
  linkLifetimeSeconds: "Link works for",
  idPattern: "Patient IDs look like",
  idPrefixes: "Taken off before an ID",
  idSuffixes: "Taken off behind an ID",
  idCase: "Capital and small letters in an ID",
  idZeros: "Zeros before the number in an ID",
  readBackLine: "Ask the patient",
  handoutLanguages: "Languages for patients",
  askWhose: "Ask patients whose records they connected",
  retentionDays: "Keep links for (days)",
  veilAfterSeconds: "Cover a shared PC after (seconds)",
  signOutAfterMinutes: "Sign out after (minutes)",
  secondFactorRequired: "Everyone needs a second step to sign in",
};

/** The label of a field by its name; the name itself when there is no such field, or no longer. */
export function settingLabel(name: string): string {
  const field = clinicFields.find((field) => field === name);
  return field ? clinicLabels[field] : name;
}
