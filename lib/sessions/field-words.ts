/** Labels of the form, for an error at a field that the API named. */
export const fieldLabels: Record<string, string> = {
  patientId: "the patient ID",
  name: "the name",
  email: "the email",
  suggestedSourceIds: "the hospitals",
  onlySourceId: "the hospital",
  lifetimeSeconds: "the time the link works for",
  returnUrl: "the return page",
  buttonLabel: "the button label",
  metadata: "the notes for your system",
};

/** The sentence at a field that the API refused. */
export function refusedField(field: string): string {
  return `Medblocks did not accept ${fieldLabels[field] ?? "this"}. Check it.`;
}
