/** The limits of `POST /sessions`, and those of the patient calls where it states none. */
export const limits = {
  patientId: 200,
  name: 200,
  email: 254,
  buttonLabel: 60,
  returnUrl: 2000,
  lifetimeSeconds: { min: 60, max: 86_400 },
  suggestedSources: 20,
  metadataRows: 20,
  metadataKey: 40,
  metadataValue: 500,
  alikeIds: 20,
  followUpNote: 200,
} as const;
