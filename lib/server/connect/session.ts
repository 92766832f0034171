import "server-only";
import type { Generation } from "./generations";

/** A Connect Session as the API last told it. */
export type Session = {
  /** `sess_…`, `pf_…` or `ps_…`; opaque beyond the prefix. */
  id: string;
  generation: Generation;
  /** `complete` says that the browser flow ended, not that anything is connected. */
  status: "open" | "complete" | "expired" | "other";
  /** The hosted link, checked; null when it is not safe to show. Whoever holds it acts as the patient. */
  url: string | null;
  patientId: string;
  /** The only source of Direct Mode, else null. */
  connectionId: string | null;
  recommendedIds: string[];
  /** Where patients land, and what the last button says; null: not told. */
  returnUrl: string | null;
  buttonLabel: string | null;
  /** Every attempt of this session, failed ones too. */
  connections: Connection[];
  /** ISO 8601 UTC. A session may still say `open` for a moment afterwards. */
  expiresAt: string;
  /** ISO 8601 UTC. */
  createdAt: string;
  /** As the API holds it, so not to be trusted; has no prototype. */
  metadata: Record<string, unknown>;
};

/** One attempt to connect a source, and what became of it since. */
export type Connection = {
  /** `conn_…`; null for an attempt that failed. */
  id: string | null;
  /** `fhirsrc_…`. */
  sourceId: string;
  /** Only `active` lets records flow. */
  status: "active" | "failed" | "expired" | "refresh_failed" | "disconnected" | "other";
  /** Why it failed: the patient said no, or the portal could not finish. */
  failure: "declined" | "portal" | null;
  /** The API's own word for it, an open set: for support, never for a screen. */
  failureCode: string | null;
  /** When it got this status, ISO 8601 UTC; null when the API does not say. */
  at: string | null;
};

/** A patient record of this clinic's workspace. */
export type Patient = {
  /** The clinic's own id. */
  id: string;
  name: string | null;
  email: string | null;
  /** Across all sessions. */
  connections: Connection[];
  /**
   * Everything else that can be written, such as `metadata`, as the API holds it: a write that left
   * it out would clear it.
   */
  rest: Record<string, unknown>;
};

/** What a write of a patient sets, as a whole. Null clears. */
export type PatientRecord = Omit<Patient, "connections">;

/** What a new session is made of. */
export type NewSession = {
  patientId: string;
  /** Null leaves what the API has stored alone. */
  patientName: string | null;
  /** Null leaves what the API has stored alone. */
  patientEmail: string | null;
  /** One source and no other (Direct Mode), or those to list first (Picker Mode; may be empty). */
  sources: { only: string } | { suggested: readonly string[] };
  returnUrl: string;
  /** 1 to 60 characters; null leaves the API's own. */
  buttonLabel: string | null;
  /** 60 to 86,400. */
  lifetimeSeconds: number;
  metadata: Readonly<Record<string, unknown>>;
};
