import "server-only";
import type { SessionDetails } from "@/lib/sessions/session";
import type { Seen, StoredSession, UpstreamSession } from "./stored-session";

export type NewAttempt = {
  attemptId: string;
  details: SessionDetails;
  tag: string;
  /** Who pressed Create; null when that is not known. */
  staffId: string | null;
  now: Date;
};

/** Only who got `claimed: true` may call the API; everybody else sees what came of that. */
export type Claim = { claimed: true; id: string } | { claimed: false; row: StoredSession };

export type AdoptedSession = {
  details: SessionDetails;
  tag: string;
  session: UpstreamSession;
  seen: Seen;
};

/**
 * Why an answer of the API was not recorded.
 *
 * - `no-such-row`: removed meanwhile, or never there
 * - `upstream-id-taken`: another row has this session id, so the answer is not ours
 * - `already-made`: this row has another session
 */
export type RecordFailure = { kind: "no-such-row" | "upstream-id-taken" | "already-made" };
