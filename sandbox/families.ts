/**
 * The three names under which the API has offered one and the same object. Everything that
 * differs between the generations is in this table.
 */
export const families = {
  sessions: {
    path: "sessions",
    idPrefix: "sess_",
    resourceType: "session",
    reference: "session_id",
    returnsPatientId: false,
    refusalCode: "access_denied",
    docUrl: (code: string) => `https://docs.medblocks.com/errors/${code}`,
  },
  "patient-flows": {
    path: "patient-flows",
    idPrefix: "pf_",
    resourceType: "patient_flow",
    reference: "patient_flow_id",
    returnsPatientId: true,
    refusalCode: "access_denied",
    docUrl: (code: string) => `https://docs.medblocks.com/errors/${code}`,
  },
  "patient-sessions": {
    path: "patient-sessions",
    idPrefix: "ps_",
    resourceType: "patient_session",
    reference: "patient_session_id",
    returnsPatientId: true,
    refusalCode: "user_denied",
    docUrl: (_code: string) => "https://medblocks.com/docs/reference/errors",
  },
} as const;

export type FamilyName = keyof typeof families;

/** In the order of their age; the first one that is on speaks for the paths they share. */
export const familyNames = ["sessions", "patient-flows", "patient-sessions"] as const;
