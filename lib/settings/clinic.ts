import { anyId, type IdRules } from "@/lib/sessions/id-rules";
import type { Language } from "@/lib/words/language";

/** What administrators set for the whole clinic. */
export type ClinicSettings = IdRules & {
  name: string;
  /** For patients who need help; empty: none is shown. */
  phone: string;
  /** IANA name of the zone in which patients are told the time; empty: the server's. */
  timeZone: string;
  returnUrl: string;
  buttonLabel: string;
  linkLifetimeSeconds: number;
  mode: "suggest" | "only";
  /** Source ids, in the order to suggest them. */
  suggestedSourceIds: string[];
  /** Those of pages and papers that a patient is given; at least one. */
  handoutLanguages: Language[];
  /** Whether the return page asks whose records were connected. */
  askWhose: boolean;
  /** What staff ask the patient to say, so that the right person gets the link; empty: nothing. */
  readBackLine: string;
  retentionDays: number;
  /** Seconds without input after which a shared PC covers everything about patients. */
  veilAfterSeconds: number;
  /** Minutes without input after which staff are signed out. */
  signOutAfterMinutes: number;
  /** Whether a password alone is not enough. */
  secondFactorRequired: boolean;
};

export type ClinicField = keyof ClinicSettings;

/** Every field, in the order of the form, which is the schema's. */
export const clinicFields = [
  "name",
  "phone",
  "timeZone",
  "returnUrl",
  "buttonLabel",
  "mode",
  "suggestedSourceIds",
  "linkLifetimeSeconds",
  "idPattern",
  "idPrefixes",
  "idSuffixes",
  "idCase",
  "idZeros",
  "readBackLine",
  "handoutLanguages",
  "askWhose",
  "retentionDays",
  "veilAfterSeconds",
  "signOutAfterMinutes",
  "secondFactorRequired",
] as const satisfies readonly ClinicField[];

/** The server's variable for a field, where there is one. While it is set, it is in charge. */
export const settingVariables = {
  name: "CLINIC_NAME",
  timeZone: "CLINIC_TIME_ZONE",
  returnUrl: "CLINIC_RETURN_URL",
  buttonLabel: "CLINIC_BUTTON_LABEL",
  linkLifetimeSeconds: "CLINIC_LINK_LIFETIME_SECONDS",
  suggestedSourceIds: "CLINIC_HOSPITALS",
  retentionDays: "RETENTION_DAYS",
} as const satisfies Partial<Record<ClinicField, string>>;

type VariableField = keyof typeof settingVariables;

/** What the variables of the server say; null: not set. */
export type GivenSettings = { [Field in VariableField]: ClinicSettings[Field] | null };

/** What a clinic starts with that has set nothing. An empty return page is ours, an empty label the name. */
export const defaultSettings: ClinicSettings = {
  name: "Our clinic",
  phone: "",
  timeZone: "",
  returnUrl: "",
  buttonLabel: "",
  linkLifetimeSeconds: 3600,
  mode: "suggest",
  suggestedSourceIds: [],
  handoutLanguages: ["en"],
  askWhose: false,
  ...anyId,
  readBackLine: "Can you tell me your full name and date of birth?",
  retentionDays: 30,
  veilAfterSeconds: 120,
  signOutAfterMinutes: 15,
  secondFactorRequired: false,
};
