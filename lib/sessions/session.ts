import type { Whose } from "./whose";

/**
 * What became of a patient's sign-in at one hospital. Only `connected` lets records flow; `lapsed`
 * ended by itself, `disconnected` by the clinic.
 */
export type HospitalState =
  | "waiting"
  | "connected"
  | "declined"
  | "failed"
  | "lapsed"
  | "disconnected";

/** Whether a hospital's records came, and when that was known, ISO 8601 UTC. */
export type RecordsHeard = { state: "arrived" | "failed"; at: string };

/** One hospital of a session, as the desk sees it. */
export type HospitalProgress = {
  sourceId: string;
  name: string;
  state: HospitalState;
  /** ISO 8601 UTC, when the state was reached; null while waiting. */
  at: string | null;
  /** Null: nothing was heard of its records since the link was made. */
  records: RecordsHeard | null;
};

/** What staff noted when they had looked after a link. */
export type FollowedUp = {
  /** ISO 8601 UTC. */
  at: string;
  /** A name; null when the account is gone. */
  by: string | null;
  /** For the next shift; empty: none. */
  note: string;
};

/**
 * Where a session stands.
 *
 * - `waiting`: the link works and nothing is connected yet
 * - `connecting`: the link works and at least one hospital is connected
 * - `connected`: over, every hospital that was tried is connected
 * - `partly`: over, some of those are connected
 * - `nothing`: the patient finished, nothing is connected
 * - `ended`: the time ran out, nothing is connected
 */
export type SessionState = "waiting" | "connecting" | "connected" | "partly" | "nothing" | "ended";

/** The answer of a status poll. Holds nothing that opens the link or names the patient. */
export type SessionProgress = {
  /** Our opaque id. */
  id: string;
  state: SessionState;
  /** False once the patient finished or the time ran out; the QR goes then. */
  linkWorks: boolean;
  hospitals: HospitalProgress[];
  /** ISO 8601 UTC. */
  expiresAt: string;
  /** When the API was last heard, ISO 8601 UTC. */
  checkedAt: string;
  /** The server's clock at the answer, ISO 8601 UTC: the browser's may be wrong. */
  serverNow: string;
  /** True when the API could not be reached and the last known state is shown. */
  stale: boolean;
  /** Whose records the patient says that they connected; null: nobody answered. */
  whose: Whose | null;
};

/** A QR code as one SVG path, quiet zone included. */
export type QrCode = {
  /** Modules on one side without the quiet zone. */
  modules: number;
  /** Side of the viewBox: modules plus 4 on each side. */
  side: number;
  /** Path data of the dark modules, quiet zone already added. */
  path: string;
};

/** Everything the handover card shows about one session. */
export type SessionCard = {
  progress: SessionProgress;
  /** Keyed hash of the patient id: what the patient's page is found by. */
  patientKey: string;
  /** Two words to tell screens apart without naming anyone, such as "Blue 7". */
  tag: string;
  /** The hosted link and its code; null once the link has ended. Whoever holds it acts as the patient. */
  link: { url: string; qr: QrCode } | null;
  /** What was asked for, so that the same link can be made again. */
  details: SessionDetails;
  /** Null: nobody has. */
  followedUp: FollowedUp | null;
  /** Of the API's answer that told of the link, to quote to support; null: it gave none. */
  requestId: string | null;
};

/** What staff filled in, without the attempt. */
export type SessionDetails = {
  patientId: string;
  name: string;
  email: string;
  mode: "suggest" | "only";
  suggestedSourceIds: string[];
  onlySourceId: string;
  lifetimeSeconds: number;
  /** Empty: the clinic's own. */
  returnUrl: string;
  /** Empty: the clinic's own. */
  buttonLabel: string;
  metadata: { key: string; value: string }[];
};
