import "server-only";
import type { Ctx, SystemActor } from "@/lib/server/context";
import { eachRow } from "@/lib/server/each-row";
import { remember } from "@/lib/server/remember";
import { findByUpstreamId, findLink } from "@/lib/server/sessions/find";
import {
  type HeardOfRecords,
  linksOfConnection,
  linksOfPatient,
} from "@/lib/server/sessions/records";
import { rereadSession } from "@/lib/server/sessions/status";
import { stopping } from "@/lib/server/shut-down";
import type { Subject } from "./event";
import { claimDue, type DueEvent, finishEvent } from "./stored-events";

/** So many events are worked on at the same moment: each asks the API about a link or two. */
const atOnce = 8;

/** What could not be asked about for so long is left to the polls. */
const givenUpAfterMs = 24 * 60 * 60_000;

/** How many are at it; one count for all bundles of this process. */
export type Workers = { count: number };

/** Handles all events whose turn it is, those of a process that ended before it could among them. */
export async function handleDue(
  ctx: Ctx<SystemActor>,
  workers: Workers = remember("live-updates-workers", () => ({ count: 0 })),
): Promise<void> {
  if (workers.count >= atOnce) return;
  workers.count += 1;
  try {
    while (!stopping().aborted) {
      const event = await claimDue(ctx);
      if (!event) return;
      await eachRow([event], "live-update", () => handle(ctx, event));
    }
  } finally {
    workers.count -= 1;
  }
}

async function handle(ctx: Ctx, event: DueEvent): Promise<void> {
  const { sessionIds, heard } = await concernedBy(ctx, event.subject);
  const read = await Promise.all(sessionIds.map((id) => isReadAgain(ctx, id)));
  const isTooOld = ctx.now().getTime() - Date.parse(event.receivedAt) > givenUpAfterMs;
  if (!read.includes(false) || isTooOld) return finishEvent(ctx, event.id, heard);
  ctx.log.warn({ event: "live_update_waits", operation: event.type });
}

/** Whether the API told where it stands; so it is when the link was removed here meanwhile. */
async function isReadAgain(ctx: Ctx, id: string): Promise<boolean> {
  const progress = await rereadSession(ctx, id);
  return !progress.ok || !progress.value.stale;
}

/** Our links that the event may have changed, and what it told that the API does not. */
async function concernedBy(
  ctx: Ctx,
  subject: Subject,
): Promise<{ sessionIds: string[]; heard: HeardOfRecords | null }> {
  switch (subject.about) {
    case "session": {
      const link = await findByUpstreamId(ctx, subject.sessionId);
      return { sessionIds: link ? [link.id] : [], heard: null };
    }
    case "connection":
      return { sessionIds: await linksOfConnection(ctx, subject.connectionId), heard: null };
    case "records": {
      const { patientId, connectionId, state, at } = subject;
      const { isKnown, open } = await linksOfPatient(ctx, patientId);
      const sourceId = isKnown ? await sourceOf(ctx, connectionId) : null;
      return {
        sessionIds: open,
        heard: sourceId === null ? null : { patientId, sourceId, state, at },
      };
    }
  }
}

/** The API says `connection_id` and means the hospital; should it be a connection, we may know whose. */
async function sourceOf(ctx: Ctx, connectionId: string): Promise<string | null> {
  if (connectionId.startsWith("fhirsrc_")) return connectionId;
  for (const id of await linksOfConnection(ctx, connectionId)) {
    const link = await findLink(ctx, id);
    const made = link?.snapshot.connections.find((connection) => connection.id === connectionId);
    if (made) return made.sourceId;
  }
  return null;
}

/** Begins what waits and does not wait for it; what fails is tried again by the job. */
export function startWork(ctx: Ctx<SystemActor>): void {
  void handleDue(ctx).catch(() => ctx.log.warn({ event: "live_update_failed" }));
}
