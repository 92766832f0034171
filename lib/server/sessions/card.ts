import "server-only";
import { note } from "@/lib/server/act";
import type { Ctx } from "@/lib/server/context";
import { qrCode } from "@/lib/server/qr";
import type { NamedSource } from "@/lib/sessions/follow-up";
import { hospitalsOf, isConnected, linkWorks, sessionState } from "@/lib/sessions/progress";
import type { FollowedUp, SessionCard, SessionProgress } from "@/lib/sessions/session";
import { doneBy, findLink } from "./find";
import { type MadeSession, type StoredSession, sourceIdsOf } from "./stored-session";

/** The card of one link for its page, as last known: the page asks the API once it is there. */
export async function loadCard(ctx: Ctx, id: string): Promise<SessionCard | null> {
  const link = await findLink(ctx, id);
  return link && cardOf(link, ctx.now(), link.done && (await doneBy(ctx, id)));
}

/** As `loadCard`, for somebody who sees it from now on: that is written down. */
export async function viewCard(ctx: Ctx, id: string): Promise<SessionCard | null> {
  const card = await loadCard(ctx, id);
  if (!card) return null;
  const { patientId } = card.details;
  await note(ctx, { action: "link-viewed", outcome: "ok", subject: card.progress.id, patientId });
  return card;
}

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
      records: (isConnected(hospital) && row.records.get(hospital.sourceId)) || null,
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
