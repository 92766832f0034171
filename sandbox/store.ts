import type { FamilyName } from "./families";

export type Metadata = Record<string, unknown>;

/** All times are milliseconds since 1970. */
export type Patient = {
  id: string;
  email: string | null;
  name: string | null;
  metadata: Metadata;
  createdAt: number;
  /** Oldest first. */
  sessions: Session[];
};

export type Session = {
  id: string;
  family: FamilyName;
  /** The secret part of the hosted link. */
  token: string;
  url: string;
  patientId: string;
  /** Set: Direct Mode. Null: Picker Mode. */
  directSourceId: string | null;
  recommendedIds: string[] | null;
  returnUrl: string;
  buttonLabel: string | null;
  metadata: Metadata;
  createdAt: number;
  expiresAt: number;
  completedAt: number | null;
  /** Oldest first. */
  attempts: Attempt[];
};

export type ConnectionStatus = "active" | "failed" | "expired" | "refresh_failed" | "disconnected";

/** One sign-in at one source. */
export type Attempt = {
  id: string;
  sourceId: string;
  status: ConnectionStatus;
  failureCode: string | null;
  createdAt: number;
  updatedAt: number;
  /** When an active connection turns to `refresh_failed` by itself; null: never. */
  lapsesAt: number | null;
};

/** Everything that the sandbox remembers; gone when it stops or is reset. */
export type Store = {
  patients: Map<string, Patient>;
  sessions: Map<string, Session>;
  sessionsByToken: Map<string, Session>;
};

export function createStore(): Store {
  return { patients: new Map(), sessions: new Map(), sessionsByToken: new Map() };
}

/** A time of the store in the words of the wire. */
export function isoTime(time: number): string {
  return new Date(time).toISOString();
}
