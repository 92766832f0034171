import "server-only";
import type { Kysely, Selectable } from "kysely";

/**
 * Both engines read these columns alike: text (times as ISO 8601 UTC, always as
 * `toISOString` writes them so that they compare as text) and integer, nothing else.
 */
export type Tables = {
  meta: { key: string; value: string };
  sessions: SessionsTable;
  session_words: SessionWordsTable;
  settings: SettingsTable;
  audit: AuditTable;
  staff: StaffTable;
  staff_sessions: StaffSessionsTable;
  staff_accounts: StaffAccountsTable;
  staff_passkeys: StaffPasskeysTable;
  staff_second_factors: StaffSecondFactorsTable;
  staff_lock: { id: number; taken_at: string };
  one_time_addresses: OneTimeAddressesTable;
  sign_in_tries: SignInTriesTable;
  refused_tries: RefusedTriesTable;
  live_updates: LiveUpdatesTable;
  webhook_events: WebhookEventsTable;
  session_connections: { connection_key: string; session_id: string };
  record_syncs: RecordSyncsTable;
  displays: DisplaysTable;
  /** One row with the id 1, or none: the process that does the jobs, and how often it said that it is there. */
  job_lease: { id: number; holder: string; beats: number };
};

/** All that can be done with the database: for what opens it, and for `unaudited`. */
export type WritableDatabase = Kysely<Tables>;

/**
 * The database as it is handed out: it can be read. What somebody changes is written with the `Tx` that
 * `act` gives, and what is nobody's act through `unaudited`.
 */
export type Database = Pick<WritableDatabase, "selectFrom" | "getExecutor">;

/** Columns are for finding and guarding; what is shown comes from the two sealed ones. */
type SessionsTable = {
  /** Ours, 128 random bits. */
  id: string;
  /** Travels to the API as metadata; one row each. */
  attempt: string;
  /** Keyed hash of the patient id. */
  patient_key: string;
  /** Keyed hash of what of the patient id is told apart by eye; null until it is worked out anew. */
  folded_key: string | null;
  /** Keyed hash of the hosted link's secret part, which a scan of the link is found by. */
  link_key: string | null;
  tag: string;
  stage: "claimed" | "unknown" | "not-made" | "made";
  /** The API's id; one row each. */
  upstream_id: string | null;
  status: "open" | "complete" | "expired" | "other" | null;
  request_id: string | null;
  /** When the outcome of the call was lost. */
  unknown_at: string | null;
  /** Sealed `SessionDetails`. */
  details: string;
  /** Sealed `SessionSnapshot`; there exactly when the stage is `made`. */
  snapshot: string | null;
  /** Who pressed Create; null when it was made elsewhere or before staff had names. */
  staff_id: string | null;
  /**
   * From when on staff should look after it: the link ends then and nothing, or not all, is
   * connected, access lapsed, records did not arrive, or an attempt has no outcome. Null: never, or
   * somebody has.
   */
  help_at: string | null;
  /** When staff last said that they had looked after it. */
  done_at: string | null;
  /** The member of staff. */
  done_by: string | null;
  /** Sealed text for the next shift; null: none. */
  done_note: string | null;
  /** Sealed: whose records the patient says that they connected; null: nobody answered. */
  whose: string | null;
  /** When a newer link for the same patient was made, which is the one to look after. */
  replaced_at: string | null;
  created_at: string;
  /** When the link ends; until the API tells, when one made at once would. */
  expires_at: string;
  checked_at: string | null;
};

export type SessionRow = Selectable<SessionsTable>;

/** What the worklist finds a session by. */
type SessionWordsTable = {
  /** Keyed hash of the patient id, of one word of the patient's name, or of two of them. */
  word: string;
  session_id: string;
  /** As that of the session. */
  created_at: string;
};

/** One field of the clinic's settings a row. */
type SettingsTable = {
  key: string;
  /** JSON. */
  value: string;
  updated_at: string;
  /** The member of staff; null for what the first start took from the environment. */
  updated_by: string | null;
};

/** Rows are only ever added; each holds the hash of the one before. */
type AuditTable = {
  /** From 1, without a gap. */
  seq: number;
  at: string;
  action: string;
  outcome: string;
  staff_id: string | null;
  /** Id of the signed-in session of one PC, which is not its token; `system:` and the job: the desk itself. */
  staff_session: string | null;
  /** What it was done to: our id of a link, a member of staff, the name of a setting. */
  subject: string | null;
  /** Keyed hash of the patient id, as in `sessions`. */
  patient_key: string | null;
  request_id: string | null;
  previous_hash: string;
  hash: string;
};

type StaffTable = {
  id: string;
  name: string;
  /** In lower case, unique. */
  email: string;
  role: "desk" | "administrator";
  createdAt: string;
  deactivatedAt: string | null;
  /** 1: the sandbox's clerk. */
  isDemo: number;
};

/** How somebody signed in; a password or a one-time address alone may not be enough for the clinic. */
export type SignInMethod =
  | "password"
  | "second-factor"
  | "passkey"
  | "single-sign-on"
  | "one-time-address";

/** Browsers that somebody is signed in with. */
type StaffSessionsTable = {
  id: string;
  /** Hash of what the cookie carries. */
  token: string;
  userId: string;
  userAgent: string | null;
  createdAt: string;
  expiresAt: string;
  /** Of the last thing that somebody did, to half a minute. */
  activeAt: string;
  method: SignInMethod;
};

/** What somebody may sign in with, beside their passkeys. */
type StaffAccountsTable = {
  id: string;
  userId: string;
  /** `credential`: a password; `oidc`: the provider of single sign-on. */
  providerId: "credential" | "oidc";
  /** Who they are to the provider; their own id beside a password. */
  accountId: string;
  /** Hashed. */
  password: string | null;
};

type StaffPasskeysTable = {
  id: string;
  userId: string;
  name: string | null;
  credentialID: string;
  /** COSE, in base64. */
  publicKey: string;
  counter: number;
  createdAt: string | null;
};

/** One row for each of the staff who has set a second factor up. */
type StaffSecondFactorsTable = {
  id: string;
  userId: string;
  /** Sealed: the secret that the authenticator app has, in base32. */
  secret: string;
  /** JSON: keyed hashes of the recovery codes that are left. */
  backupCodes: string;
};

/** Addresses that work once. */
type OneTimeAddressesTable = {
  id: string;
  /** What comes after the #, hashed. */
  token_hash: string;
  kind: "first-administrator" | "demo" | "invitation" | "new-password";
  /** Of an invitation: who is meant. */
  email: string | null;
  name: string | null;
  role: "desk" | "administrator" | null;
  /** Of a new password: whose. */
  staff_id: string | null;
  expires_at: string;
};

/** Counts tries at signing in, also those that are under way. */
type SignInTriesTable = {
  /** Keyed hash of what is counted: an account, an address, a known browser. */
  key: string;
  tries: number;
  tried_at: string;
  /** When the next may be made. */
  free_at: string;
};

/** How often strangers were refused in one hour; a row of an hour that is over goes into the audit trail. */
type RefusedTriesTable = {
  what: "sign-in" | "second-factor" | "single-sign-on";
  /** Such as `2026-04-25T14`, UTC. */
  hour: string;
  tries: number;
};

/** The endpoint that the API sends events to: one row with the id 1, or none. */
type LiveUpdatesTable = {
  id: number;
  /** `wh_…`. */
  endpoint_id: string;
  url: string;
  /** As the API last told; `gone`: it no longer has this endpoint. */
  status: "active" | "disabled" | "other" | "gone";
  /** Sealed; what deliveries are signed with. */
  secret: string;
  /** Sealed; the one before, which deliveries under way are still signed with. */
  previous_secret: string | null;
  previous_until: string | null;
  checked_at: string;
  last_event_at: string | null;
  /** When a patient was found to have finished of whom no event had told. */
  missed_at: string | null;
  /** How many came whose type is not known here. */
  unknown_events: number;
};

/** Every event that was ever taken in, for as long as it may come again. */
type WebhookEventsTable = {
  /** `evt_…`, the API's. */
  id: string;
  type: string;
  received_at: string;
  /** Null: still to be done, or to be tried again at `try_at`. */
  handled_at: string | null;
  tries: number;
  try_at: string;
  /** Sealed ids of what it is about; null once it is handled. */
  payload: string | null;
};

/** Whether a patient's records came from one hospital. */
type RecordSyncsTable = {
  patient_key: string;
  source_id: string;
  state: "arrived" | "failed";
  /** When the API says that it was. */
  at: string;
};

/** Screens for patients on other devices, each paired with one PC of the desk or waiting for that. */
type DisplaysTable = {
  /** Hash of what the display's cookie carries. */
  token_hash: string;
  /** Keyed hash of the pairing code; null once it was used. */
  code_key: string | null;
  code_ends_at: string | null;
  /** Hash of what the cookie of the PC carries; null: not paired yet. */
  desk_hash: string | null;
  /** When it asked last. */
  seen_at: string;
  /** 1: its system lets it go dark. */
  may_dim: number;
  /** Another one for each press of "Show to patient"; null, like the rest below: nothing is shown. */
  show_id: string | null;
  /** Our id of the link: what is shown is read from there each time, and kept nowhere else. */
  session_id: string | null;
  /** Id of the signed-in session that shows it. */
  shown_by: string | null;
  shown_until: string | null;
  /** When that PC last said that it is there. */
  heard_at: string | null;
};
