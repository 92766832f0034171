import "server-only";
import type { Kysely, Selectable } from "kysely";

/**
 * Both engines read these columns alike: text (times as ISO 8601 UTC, always as
 * `toISOString` writes them so that they compare as text) and integer, nothing else.
 */
export type Tables = {
  meta: MetaTable;
  sessions: SessionsTable;
  session_words: SessionWordsTable;
  settings: SettingsTable;
  audit: AuditTable;
};

export type Database = Kysely<Tables>;

type MetaTable = { key: string; value: string };

/** Columns are for finding and guarding; what is shown comes from the two sealed ones. */
type SessionsTable = {
  /** Ours, 128 random bits. */
  id: string;
  /** Travels to the API as metadata; one row each. */
  attempt: string;
  /** Keyed hash of the patient id. */
  patient_key: string;
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
  created_at: string;
  /** When the link ends; until the API tells, when one made at once would. */
  expires_at: string;
  checked_at: string | null;
};

export type SessionRow = Selectable<SessionsTable>;

/** What the worklist finds a session by. */
type SessionWordsTable = {
  /** Keyed hash of the patient id, of one word of the name, or of the tag. */
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
  /** Id of the signed-in session of one PC, which is not its token. */
  staff_session: string | null;
  /** What it was done to: our id of a link, a member of staff, the name of a setting. */
  subject: string | null;
  /** Keyed hash of the patient id, as in `sessions`. */
  patient_key: string | null;
  request_id: string | null;
  previous_hash: string;
  hash: string;
};
