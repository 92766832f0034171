import "server-only";
import { hospitalsOf, linkWorks, sessionState } from "@/lib/sessions/progress";
import type { SessionCard, SessionProgress } from "@/lib/sessions/session";
import { qrCode } from "./qr";
import { sourceIdsOf } from "./source-ids";
import type { MadeSession } from "./stored-session";

/** What the desk shows of a session that was made. */
export function cardOf(row: MadeSession, now: Date): SessionCard {
  const { url } = row.snapshot;
  const works = linkWorks(row.snapshot, now);
  return {
    progress: progressOf(row, now),
    patientKey: row.patientKey,
    tag: row.tag,
    link: works && url ? { url, qr: qrCode(url) } : null,
    details: row.details,
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
    })),
    expiresAt: snapshot.expiresAt,
    checkedAt: snapshot.checkedAt,
    serverNow: now.toISOString(),
    stale,
  };
}
