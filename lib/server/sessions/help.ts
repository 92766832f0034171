import "server-only";
import { sql } from "kysely";
import type { SessionRow, Tables } from "@/lib/server/db/schema";
import { hospitalsOf, isOver, sessionState } from "@/lib/sessions/progress";
import {
  type MadeSession,
  type SessionSnapshot,
  type StoredSession,
  sourceIdsOf,
} from "./stored-session";

/** In SQL: somebody should look after the link now, and the patient has no newer one. */
export function needsHelp(now: Date) {
  return sql<boolean>`help_at <= ${now.toISOString()} and replaced_at is null`;
}

/** The same of a row that was read. */
export function rowNeedsHelp(row: Pick<SessionRow, "help_at" | "replaced_at">, now: Date): boolean {
  return isDue(row.help_at, now) && row.replaced_at === null;
}

const isDue = (helpAt: string | null, now: Date) => helpAt !== null && helpAt <= now.toISOString();

/** When staff should look after this link, if nothing changes until then: time passes unwritten. */
export function helpAt({
  snapshot,
  details,
}: Pick<MadeSession, "snapshot" | "details">): string | null {
  const hospitals = hospitalsOf(snapshot, sourceIdsOf(details));
  const atItsEnd = sessionState(hospitals, snapshot, new Date(snapshot.expiresAt));
  if (atItsEnd === "connected") return null;
  return isOver(snapshot) ? snapshot.checkedAt : snapshot.expiresAt;
}

/**
 * Whether the API tells of a link what it told before. What needs no help any more, because somebody has
 * looked after it, needs it again when something else is told, and not before.
 */
export function isSameStanding(one: SessionSnapshot, other: SessionSnapshot | null): boolean {
  return other !== null && JSON.stringify(standingOf(one)) === JSON.stringify(standingOf(other));
}

function standingOf({ status, expiresAt, connections }: SessionSnapshot) {
  const each = connections.map(({ sourceId, status, failure }) => [sourceId, status, failure]);
  return [status, expiresAt, each];
}

/** Whether records did not arrive, through whichever link of the patient they were to come. */
export function recordsFailed({ records }: Pick<StoredSession, "records">): boolean {
  return [...records.values()].some(({ state }) => state === "failed");
}

/**
 * When a patient's latest link needs help, after it was told what came of the patient's records.
 *
 * @param before when it needed help until then
 * @param told what was written down last
 */
export function helpAfterRecords(
  session: StoredSession,
  { before, told, now }: { before: string | null; told: RecordsState; now: Date },
): string | null {
  const neededIt = isDue(before, now);
  if (recordsFailed(session)) return told === "failed" && !neededIt ? now.toISOString() : before;
  if (!neededIt || session.stage !== "made") return before;
  // Something else may be left to do.
  const next = helpAt(session);
  return isDue(next, now) ? before : next;
}

export type RecordsState = Tables["record_syncs"]["state"];
