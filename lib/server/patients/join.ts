import "server-only";
import type {
  ConnectionAttempt,
  ConnectionState,
  PatientHospital,
  PatientLink,
} from "@/lib/patients/patient";
import type { Session } from "@/lib/server/connect/session";
import {
  isAdopted,
  type StoredSession,
  sourceIdsAt,
  sourceIdsOf,
} from "@/lib/server/sessions/stored-session";
import { attemptMetadataKey } from "@/lib/sessions/attempt";
import {
  hospitalsOf,
  linkWorks,
  type ObservedConnection,
  type ObservedSession,
  sessionState,
} from "@/lib/sessions/progress";
import type { RecordsHeard } from "@/lib/sessions/session";

/** Names by id, of hospitals or of staff, as far as they are known. */
type Names = ReadonlyMap<string, string>;

type Known = { sourceNames: Names; staffNames: Names; now: Date };

/**
 * Each hospital once, those heard of last first. Of several attempts a connected one counts, else
 * the latest.
 */
export function hospitalsOfPatient(
  connections: readonly ObservedConnection[],
  sourceNames: Names,
  records: ReadonlyMap<string, RecordsHeard>,
): PatientHospital[] {
  const newestFirst = connections.toSorted((a, b) => (b.at ?? "").localeCompare(a.at ?? ""));
  const sourceIds = new Set(newestFirst.map(({ sourceId }) => sourceId));
  return [...sourceIds].flatMap((sourceId) => {
    const tried = newestFirst.filter((attempt) => attempt.sourceId === sourceId);
    const counting = tried.find(({ status }) => status === "active") ?? tried[0];
    if (!counting) return [];
    const earlier = tried.filter((attempt) => attempt !== counting).map(attemptOf);
    const name = sourceNames.get(sourceId) ?? sourceId;
    const heard = records.get(sourceId) ?? null;
    return [{ sourceId, name, ...attemptOf(counting), earlier, records: heard }];
  });
}

function attemptOf(connection: ObservedConnection): ConnectionAttempt {
  return { state: connectionState(connection), at: connection.at };
}

function connectionState({ status, failure }: ObservedConnection): ConnectionState {
  switch (status) {
    case "active":
      return "connected";
    case "expired":
    case "refresh_failed":
      return "lapsed";
    case "failed":
      return failure === "declined" ? "declined" : "failed";
    case "disconnected":
    case "other":
      return status;
  }
}

/**
 * Our rows and the API's sessions as one list, newest first. The API knows how each stands, also of
 * those made elsewhere; we know the tag and who made it. What was never made is left out.
 *
 * @param sessions the API's; none when it could not be asked
 */
export function linksOfPatient(
  rows: readonly StoredSession[],
  sessions: readonly Session[],
  known: Known,
): PatientLink[] {
  const heard = new Map(rows.map((row) => [row, sessions.find((session) => isSame(row, session))]));
  const ours = [...heard].flatMap(([row, session]) => ourLink(row, session, known));
  const matched = new Set(heard.values());
  const elsewhere = sessions
    .filter((session) => !matched.has(session))
    .map((session) => foreignLink(session, known));
  return [...ours, ...elsewhere].toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
}

/** Of an attempt whose answer was lost the API still tells which one it was. */
function isSame(row: StoredSession, session: Session): boolean {
  return row.stage === "made"
    ? row.snapshot.upstreamId === session.id
    : row.attemptId === session.metadata[attemptMetadataKey];
}

function ourLink(row: StoredSession, session: Session | undefined, known: Known): PatientLink[] {
  const observed = session ?? row.snapshot;
  if (!observed && row.stage === "not-made") return [];
  const base = {
    // An attempt without a session has no card to open.
    id: row.stage === "made" ? row.id : null,
    tag: row.tag,
    madeBy: known.staffNames.get(row.staffId ?? "") ?? null,
    elsewhere: isAdopted(row),
    createdAt: row.createdAt,
    expiresAt: observed?.expiresAt ?? row.expiresAt,
  };
  return observed
    ? [{ ...base, ...standing(observed, sourceIdsOf(row.details), known) }]
    : [{ ...base, state: "not-known", works: false, hospitals: [] }];
}

function foreignLink(session: Session, known: Known): PatientLink {
  return {
    id: null,
    tag: null,
    madeBy: null,
    elsewhere: true,
    createdAt: session.createdAt,
    expiresAt: session.expiresAt,
    ...standing(session, sourceIdsAt(session), known),
  };
}

function standing(
  session: ObservedSession,
  askedFor: readonly string[],
  { sourceNames, now }: Known,
): Pick<PatientLink, "state" | "works" | "hospitals"> {
  const hospitals = hospitalsOf(session, askedFor);
  return {
    state: sessionState(hospitals, session, now),
    works: linkWorks(session, now),
    hospitals: hospitals.map((hospital) => ({
      ...hospital,
      name: sourceNames.get(hospital.sourceId) ?? hospital.sourceId,
    })),
  };
}
