import "server-only";
import type { NamedSource } from "@/lib/sessions/follow-up";
import { hospitalsOf, linkWorks, sessionState } from "@/lib/sessions/progress";
import type { FollowedUp, SessionCard, SessionProgress } from "@/lib/sessions/session";
import { qrCode } from "./qr";
import { sourceIdsOf } from "./source-ids";
import type { MadeSession, StoredSession } from "./stored-session";

/**
 * What the desk shows of a session that was made.
 *
 * @param doneBy the name of who last looked after it
 */
export function cardOf(row: MadeSession, now: Date, doneBy: string | null = null): SessionCard {
  const { url } = row.snapshot;
  const works = linkWorks(row.snapshot, now);
  return {
    progress: progressOf(row, now),
    patientKey: row.patientKey,
    tag: row.tag,
    link: works && url ? { url, qr: qrCode(url) } : null,
    details: row.details,
    followedUp: followedUpOf(row, doneBy),
    requestId: row.requestId,
  };
}

/** @param stale the API could not be asked just now */
export function progressOf(row: MadeSession, now: Date, stale = false): SessionProgress {
  const { snapshot, details } = row;
  const hospitals = hospitalsOf(snapshot, sourceIdsOf(details));
  // Ids come from outside: one such as "constructor" must not find what every object has.
  const names = new Map(Object.entries(snapshot.sourceNames));
  return {
    id: row.id,
    state: sessionState(hospitals, snapshot, now),
    linkWorks: linkWorks(snapshot, now),
    hospitals: hospitals.map((hospital) => ({
      ...hospital,
      name: names.get(hospital.sourceId) ?? hospital.sourceId,
      records: (hospital.state === "connected" && row.records.get(hospital.sourceId)) || null,
    })),
    expiresAt: snapshot.expiresAt,
    checkedAt: snapshot.checkedAt,
    serverNow: now.toISOString(),
    stale,
    whose: row.whose,
  };
}

/** Hospitals whose records did not arrive, through whichever link of the patient they were connected. */
export function recordsMissing({ snapshot, records }: MadeSession): NamedSource[] {
  const names = new Map(Object.entries(snapshot.sourceNames));
  return [...records].flatMap(([sourceId, { state }]) =>
    state === "failed" ? [{ sourceId, name: names.get(sourceId) ?? "another hospital" }] : [],
  );
}

/** @param by the name of who did */
export function followedUpOf({ done }: StoredSession, by: string | null): FollowedUp | null {
  return done && { at: done.at, by, note: done.note };
}
