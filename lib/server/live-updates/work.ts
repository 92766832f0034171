import "server-only";
import { eachRow } from "@/lib/server/each-row";
import { log } from "@/lib/server/log";
import { remember } from "@/lib/server/remember";
import { findLink } from "@/lib/server/sessions/find";
import { findSessionIdByReference, rereadSession } from "@/lib/server/sessions/status";
import { stopping } from "@/lib/server/shut-down";
import type { Subject } from "./event";
import type { DueEvent, RecordSync } from "./event-store";
import { type EventServices, eventServices } from "./services";

/** So many events are worked on at the same moment: each asks the API about a link or two. */
const atOnce = 8;

/** What could not be asked about for so long is left to the polls. */
const givenUpAfterMs = 24 * 60 * 60_000;

/** How many are at it; one count for all bundles of this process. */
export type Workers = { count: number };

/** Begins what waits and does not wait for it; what fails is tried again by the housekeeping. */
export function startWork(): void {
  void eventServices()
    .then((services) => handleDue(services))
    .catch(() => log.warn({ event: "live_update_failed" }));
}

/** Handles all events whose turn it is, those of a process that ended before it could among them. */
export async function handleDue(
  services: EventServices,
  workers: Workers = remember("live-updates-workers", () => ({ count: 0 })),
): Promise<void> {
  if (workers.count >= atOnce) return;
  workers.count += 1;
  try {
    while (!stopping().aborted) {
      const event = await services.events.claimDue(services.desk.now());
      if (!event) return;
      await eachRow([event], "live-update", () => handle(event, services));
    }
  } finally {
    workers.count -= 1;
  }
}

async function handle(event: DueEvent, services: EventServices): Promise<void> {
  const { events, desk } = services;
  const { sessionIds, sync } = await concernedBy(event.subject, services);
  const read = await Promise.all(sessionIds.map((id) => isReadAgain(id, services)));
  const isTooOld = desk.now().getTime() - Date.parse(event.receivedAt) > givenUpAfterMs;
  if (!read.includes(false) || isTooOld) return events.finish(event.id, desk.now(), sync);
  log.warn({ event: "live_update_waits", operation: event.type });
}

/** Whether the API told where it stands; so it is when the link was removed here meanwhile. */
async function isReadAgain(id: string, { desk }: EventServices): Promise<boolean> {
  const progress = await rereadSession(desk, id);
  return !progress.ok || !progress.value.stale;
}

/** Our links that the event may have changed, and what it told that the API does not. */
async function concernedBy(
  subject: Subject,
  services: EventServices,
): Promise<{ sessionIds: string[]; sync: RecordSync | null }> {
  const { events, desk } = services;
  switch (subject.about) {
    case "session": {
      const id = await findSessionIdByReference(desk, subject.sessionId);
      return { sessionIds: id === null ? [] : [id], sync: null };
    }
    case "connection": {
      const sessionIds = await events.sessionsByConnection(subject.connectionId);
      return { sessionIds, sync: null };
    }
    case "records": {
      const { patientId, connectionId, state, at } = subject;
      const { isKnown, open } = await events.sessionsOfPatient(patientId, desk.now());
      const sourceId = isKnown ? await sourceOf(connectionId, services) : null;
      return {
        sessionIds: open,
        sync: sourceId === null ? null : { patientId, sourceId, state, at },
      };
    }
  }
}

/** The API says `connection_id` and means the hospital; should it be a connection, we may know whose. */
async function sourceOf(
  connectionId: string,
  { events, desk }: EventServices,
): Promise<string | null> {
  if (connectionId.startsWith("fhirsrc_")) return connectionId;
  for (const id of await events.sessionsByConnection(connectionId)) {
    const link = await findLink(desk, id);
    const made = link?.snapshot.connections.find(({ id }) => id === connectionId);
    if (made) return made.sourceId;
  }
  return null;
}
