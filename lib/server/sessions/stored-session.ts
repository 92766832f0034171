import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Session } from "@/lib/server/connect/session";
import type { SessionRow, Tables } from "@/lib/server/db/schema";
import type { Vault } from "@/lib/server/db/seal";
import { patientKey } from "@/lib/server/patient-key";
import { isOver } from "@/lib/sessions/progress";
import type { RecordsHeard, SessionDetails } from "@/lib/sessions/session";
import { whatWasScanned } from "@/lib/sessions/what-was-scanned";
import { type Whose, whoseAnswers } from "@/lib/sessions/whose";
import { foldedKey } from "./fold-id";

/** Any offset is understood; always kept the way `toISOString` writes it. */
const time = z.string().transform((text) => new Date(text).toISOString());

/** A field added later needs a default here: rows sealed before do not have it. */
const detailsSchema = z.object({
  patientId: z.string(),
  name: z.string(),
  email: z.string(),
  mode: z.enum(["suggest", "only"]),
  suggestedSourceIds: z.array(z.string()),
  onlySourceId: z.string(),
  lifetimeSeconds: z.number(),
  returnUrl: z.string(),
  buttonLabel: z.string(),
  metadata: z.array(z.object({ key: z.string(), value: z.string() })),
}) satisfies z.ZodType<SessionDetails>;

const snapshotSchema = z.object({
  /** The API's id, such as `sess_…`. */
  upstreamId: z.string(),
  generation: z.enum(["sessions", "patient-flows", "patient-sessions"]),
  status: z.enum(["open", "complete", "expired", "other"]),
  /** The hosted link; dropped once the session is complete or expired. */
  url: z.string().nullable(),
  createdAt: time,
  expiresAt: time,
  connections: z.array(
    z.object({
      id: z.string().nullable().default(null),
      sourceId: z.string(),
      status: z.enum(["active", "failed", "expired", "refresh_failed", "disconnected", "other"]),
      failure: z.enum(["declined", "portal"]).nullable(),
      at: time.nullable(),
    }),
  ),
  /** When the API said so, by our clock. */
  checkedAt: time,
  /** Names of the hospitals that were known then, by source id. */
  sourceNames: z.record(z.string(), z.string()),
});

/** What the API last said about a session. All times ISO 8601 UTC. */
export type SessionSnapshot = z.infer<typeof snapshotSchema>;

type UpstreamFields = "generation" | "status" | "url" | "createdAt" | "expiresAt";

/** What is kept of an answer of the API; times as it gave them. */
export type UpstreamSession = Pick<SessionSnapshot, UpstreamFields> & {
  id: string;
  connections: readonly SessionSnapshot["connections"][number][];
};

/** When an answer came, and the hospitals' names known by then. */
export type Seen = {
  at: Date;
  sourceNames: Record<string, string>;
  /** Of the answer that told what came of a create, to quote to support. */
  requestId?: string | null;
};

/** What was heard of some patients' records, one row for each patient and hospital. */
export type HeardRecords = readonly Tables["record_syncs"][];

type StoredFacts = {
  /** Ours, opaque, fit for a URL. */
  id: string;
  attemptId: string;
  /** Keyed hash of the patient id, fit for a URL. */
  patientKey: string;
  tag: string;
  details: SessionDetails;
  /** Who pressed Create; null when it was made elsewhere. */
  staffId: string | null;
  /** `X-Request-Id` of the answer that told what came of the press, or left it open. */
  requestId: string | null;
  /** When staff pressed Create, or when the API made an adopted session. ISO 8601 UTC. */
  createdAt: string;
  /** When the link ends; of an unmade one, when a link made at once would. ISO 8601 UTC. */
  expiresAt: string;
  /** What staff last noted when they had looked after it, and who; null: nobody has. */
  done: { at: string; staffId: string | null; note: string } | null;
  /** What was heard of the patient's records since this row was made, by source id. */
  records: ReadonlyMap<string, RecordsHeard>;
  /** Whose records the patient says that they connected; null: nobody answered. */
  whose: Whose | null;
};

/**
 * An attempt without a session, as far as we know.
 *
 * - `claimed`: about to be sent, being sent, or the process ended meanwhile
 * - `unknown`: sent, and no answer told what came of it
 * - `not-made`: refused, never sent, or looked for and not there
 */
export type UnmadeSession = StoredFacts & {
  stage: "claimed" | "unknown" | "not-made";
  /** Since when its outcome was unknown, ISO 8601 UTC; null when it never was. */
  unknownAt: string | null;
  snapshot: null;
};

export type MadeSession = StoredFacts & { stage: "made"; snapshot: SessionSnapshot };

export type StoredSession = UnmadeSession | MadeSession;

/** The hospitals that a link is for: the only one, or those to suggest, in order. */
export function sourceIdsOf(
  details: Pick<SessionDetails, "mode" | "onlySourceId" | "suggestedSourceIds">,
): string[] {
  return details.mode === "only"
    ? [details.onlySourceId]
    : [...new Set(details.suggestedSourceIds)];
}

/** The same of a session as the API has it. */
export function sourceIdsAt(session: Pick<Session, "connectionId" | "recommendedIds">): string[] {
  return session.connectionId ? [session.connectionId] : session.recommendedIds;
}

const adoptedPrefix = "adopted-";

/** The attempt id of a session that no attempt of ours made. */
export function adoptedAttempt(): string {
  return adoptedPrefix + randomUUID();
}

/** Whether the session was made elsewhere and taken in here. */
export function isAdopted({ attemptId }: Pick<StoredSession, "attemptId">): boolean {
  return attemptId.startsWith(adoptedPrefix);
}

/** What each sealed column is sealed for. */
const sealedFor = {
  details: "session-details",
  snapshot: "session-snapshot",
  note: "follow-up-note",
  whose: "whose-records",
} as const;

/** What may differ between two patients' rows never stands in the open. */
export function sealDetails(vault: Vault, id: string, details: SessionDetails) {
  return {
    patient_key: patientKey(vault, details.patientId),
    folded_key: foldedKey(vault, details.patientId),
    details: vault.seal(sealedFor.details, id, details),
  };
}

/** What a link is found by that somebody scanned; stays when the link has ended. Null: no such link. */
export function linkKey(vault: Vault, link: string): string | null {
  const scanned = whatWasScanned(link);
  return scanned.kind === "hosted-link" ? vault.fingerprint("hosted-link", scanned.token) : null;
}

/** What is kept of an answer of the API; the link itself goes once the session is over. */
export function snapshotOf(session: UpstreamSession, seen: Seen): SessionSnapshot {
  return snapshotSchema.parse({
    ...session,
    upstreamId: session.id,
    url: isOver(session) ? null : session.url,
    checkedAt: seen.at.toISOString(),
    sourceNames: seen.sourceNames,
  });
}

export function sealSnapshot(vault: Vault, id: string, snapshot: SessionSnapshot): string {
  return vault.seal(sealedFor.snapshot, id, snapshot);
}

/** An empty note is none. */
export function sealNote(vault: Vault, id: string, note: string): string | null {
  return note === "" ? null : vault.seal(sealedFor.note, id, note);
}

export function sealWhose(vault: Vault, id: string, whose: Whose): string {
  return vault.seal(sealedFor.whose, id, whose);
}

/** @throws when a sealed value was altered, moved here from another row, or sealed with another secret */
export function openRow(vault: Vault, row: SessionRow, heard: HeardRecords): StoredSession {
  const facts: StoredFacts = {
    id: row.id,
    attemptId: row.attempt,
    patientKey: row.patient_key,
    tag: row.tag,
    details: vault.open(sealedFor.details, row.id, row.details, detailsSchema),
    staffId: row.staff_id,
    requestId: row.request_id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    done: row.done_at === null ? null : openDone(vault, row, row.done_at),
    records: new Map(
      heard
        .filter(({ patient_key, at }) => patient_key === row.patient_key && at >= row.created_at)
        .map(({ source_id, state, at }) => [source_id, { state, at }]),
    ),
    whose: row.whose === null ? null : openWhose(vault, row.id, row.whose),
  };
  if (row.stage !== "made") {
    return { ...facts, stage: row.stage, unknownAt: row.unknown_at, snapshot: null };
  }
  if (row.snapshot === null) throw new Error("A made session has no snapshot.");
  const snapshot = vault.open(sealedFor.snapshot, row.id, row.snapshot, snapshotSchema);
  return { ...facts, stage: "made", snapshot };
}

function openDone(vault: Vault, { id, done_by, done_note }: SessionRow, at: string) {
  const note = done_note === null ? "" : vault.open(sealedFor.note, id, done_note, z.string());
  return { at, staffId: done_by, note };
}

function openWhose(vault: Vault, id: string, whose: string): Whose {
  return vault.open(sealedFor.whose, id, whose, z.enum(whoseAnswers));
}
