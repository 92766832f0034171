import type { PatientIdentity } from "@/lib/errors";
import type { HospitalProgress, RecordsHeard, SessionState } from "@/lib/sessions/session";

/** How the access at one hospital stands. Only `connected` lets records flow. */
export type ConnectionState =
  | "connected"
  /** Worked before; the patient has to sign in again. */
  | "lapsed"
  /** The patient said no. */
  | "declined"
  /** The hospital's sign-in could not finish. */
  | "failed"
  /** The clinic ended the access. */
  | "disconnected"
  /** The API has a word for it that we do not know. */
  | "other";

/** One attempt to connect a hospital, and what became of it. */
export type ConnectionAttempt = {
  state: ConnectionState;
  /** Since when, ISO 8601 UTC; null when the API does not say. */
  at: string | null;
};

/** One hospital of a patient: the attempt that counts, and those before it, newest first. */
export type PatientHospital = ConnectionAttempt & {
  sourceId: string;
  name: string;
  earlier: ConnectionAttempt[];
  /** Null: nothing was heard of its records. */
  records: RecordsHeard | null;
};

/** One link of a patient, made at this desk or elsewhere. */
export type PatientLink = {
  /** Ours; null when only the API has it. */
  id: string | null;
  tag: string | null;
  /** Who pressed Create; null when that is not known. */
  madeBy: string | null;
  /** Made by another program of the clinic. */
  elsewhere: boolean;
  /** `not-known`: sent, and no answer told what came of it. */
  state: SessionState | "not-known";
  works: boolean;
  hospitals: Omit<HospitalProgress, "records">[];
  /** ISO 8601 UTC. */
  createdAt: string;
  /** ISO 8601 UTC. */
  expiresAt: string;
};

/**
 * What the API said when the page was made. Only after `answered` the page shows what the API has;
 * else it is what this desk knew before.
 */
export type Heard =
  | "answered"
  /** It has no such patient, or no longer. */
  | "unknown-patient"
  | "key-refused"
  | "forbidden"
  /** It refuses for a reason that only who runs the desk can change. */
  | "refused"
  | "not-answering";

/** Everything that the patient page shows. */
export type PatientView = {
  /** Keyed hash of the patient id. */
  key: string;
  patientId: string;
  identity: PatientIdentity;
  hospitals: PatientHospital[];
  /** Newest first. */
  links: PatientLink[];
  heard: Heard;
  /** When the API was last heard about this patient, ISO 8601 UTC; null: never. */
  heardAt: string | null;
};
