import "server-only";
import type { Kysely, Selectable } from "kysely";

/**
 * Both engines read these columns alike: text (times as ISO 8601 UTC, always as
 * `toISOString` writes them so that they compare as text) and integer, nothing else.
 */
export type Tables = { meta: MetaTable; sessions: SessionsTable };

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
  created_at: string;
  /** When the link ends; until the API tells, when one made at once would. */
  expires_at: string;
  checked_at: string | null;
};

export type SessionRow = Selectable<SessionsTable>;
