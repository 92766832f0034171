/** One row of the audit trail, as the page shows it. */
export type AuditLine = {
  seq: number;
  /** ISO 8601 UTC. */
  at: string;
  action: string;
  outcome: string;
  /** Null: nobody was signed in. */
  staffId: string | null;
  /** Null when there is no such account. */
  staffName: string | null;
  /** Connect Desk did it by itself. */
  isDesk: boolean;
  /** The start of the id of the signed-in session, enough to tell two PCs apart. */
  place: string | null;
  subject: string | null;
  /** Keyed hash of the patient id. */
  patientKey: string | null;
  /** The name of the member of staff that it was done to. */
  subjectName: string | null;
};

/** One page of it, newest first. */
export type AuditPage = {
  lines: AuditLine[];
  /** Where the next, older page starts; null when this is the last. */
  older: string | null;
  /** Everybody who ever had an account, by name. */
  staff: { id: string; name: string }[];
};
