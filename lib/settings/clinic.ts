/** What administrators set for the whole clinic. */
export type ClinicSettings = {
  name: string;
  /** For patients who need help; empty: none is shown. */
  phone: string;
  returnUrl: string;
  buttonLabel: string;
  linkLifetimeSeconds: number;
  mode: "suggest" | "only";
  /** Source ids, in the order to suggest them. */
  suggestedSourceIds: string[];
  /** Language tags, such as "es", in the order to offer them. */
  handoutLanguages: string[];
  /** What staff ask the patient to say, so that the right person gets the link. */
  readBackLine: string;
  retentionDays: number;
  /** Seconds without input after which a shared PC covers everything about patients. */
  veilAfterSeconds: number;
  /** Minutes without input after which staff are signed out. */
  signOutAfterMinutes: number;
  /** Whether a password alone is not enough. */
  secondFactorRequired: boolean;
};
