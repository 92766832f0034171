import "server-only";
import { latestEnd } from "@/lib/server/clock";
import type { Ctx } from "@/lib/server/context";
import { type Batches, removeInBatches } from "@/lib/server/db/remove-in-batches";
import { unaudited } from "@/lib/server/db/unaudited";
import { readable } from "@/lib/server/each-row";
import { noteEvent } from "@/lib/server/live-updates/kept-endpoint";
import { type HeardOfRecords, noteRecords } from "@/lib/server/sessions/records";
import { type IncomingEvent, type Subject, subjectSchema } from "./event";

/** One event whose turn it is. */
export type DueEvent = { id: string; type: string; receivedAt: string; subject: Subject };

type Books = Pick<Ctx, "db" | "vault" | "now">;

const eventPurpose = "webhook-event";
/** An event may come again for so long. */
const keptForMs = 90 * 24 * 60 * 60_000;
/** The longest wait before it is tried again. */
const longestWaitMs = 60 * 60_000;

/** Takes an event in. @returns false when it was taken in before, however long ago within 90 days */
export function acceptEvent(
  { db, vault, now }: Books,
  { id, type, subject }: IncomingEvent,
): Promise<boolean> {
  const at = now().toISOString();
  return unaudited(db)
    .transaction()
    .execute(async (tx) => {
      const inserted = await tx
        .insertInto("webhook_events")
        .values({
          ...{ id, type, received_at: at, try_at: at, tries: 0 },
          handled_at: subject ? null : at,
          payload: subject && vault.seal(eventPurpose, id, subject),
        })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .returning("id")
        .executeTakeFirst();
      if (inserted) await noteEvent(tx, subject !== null, now());
      return inserted !== undefined;
    });
}

/**
 * The event that waits for longest, for one caller only. It comes again if it is not finished: after
 * five seconds, twice as long each time, an hour at most.
 */
export async function claimDue({ db, vault, now }: Books): Promise<DueEvent | null> {
  for (;;) {
    const due = await db
      .selectFrom("webhook_events")
      .select(["id", "tries"])
      .where("handled_at", "is", null)
      .where(({ or, eb }) =>
        or([
          eb("try_at", "<=", now().toISOString()),
          eb("try_at", ">", latestEnd(longestWaitMs, now())),
        ]),
      )
      .orderBy("try_at")
      .limit(1)
      .executeTakeFirst();
    if (!due) return null;
    const waitMs = Math.min(5_000 * 2 ** due.tries, longestWaitMs);
    const claimed = await unaudited(db)
      .updateTable("webhook_events")
      .set({
        tries: due.tries + 1,
        try_at: new Date(now().getTime() + waitMs).toISOString(),
      })
      .where("id", "=", due.id)
      .where("tries", "=", due.tries)
      .where("handled_at", "is", null)
      .returning(["id", "type", "received_at", "payload"])
      .executeTakeFirst();
    if (claimed?.payload) {
      const { type, received_at: receivedAt, payload } = claimed;
      const [event] = readable([claimed], "claim-event", ({ id }) => {
        const subject = vault.open(eventPurpose, id, payload, subjectSchema);
        return { id, type, receivedAt, subject };
      });
      if (event) return event;
    }
  }
}

/** Nothing is left to do for this event. @param heard what it told, kept together with that */
export function finishEvent(
  { db, vault, now }: Books,
  eventId: string,
  heard: HeardOfRecords | null = null,
): Promise<void> {
  return unaudited(db)
    .transaction()
    .execute(async (tx) => {
      if (heard) await noteRecords({ db: tx, vault, now }, heard);
      await tx
        .updateTable("webhook_events")
        .set({ handled_at: now().toISOString(), payload: null })
        .where("id", "=", eventId)
        .execute();
    });
}

/** Deletes events that cannot come again. */
export async function removeOldEvents(
  { db, now }: Pick<Ctx, "db" | "now">,
  batches?: Batches,
): Promise<void> {
  const before = new Date(now().getTime() - keptForMs).toISOString();
  const removeSome = async (limit: number) => {
    const oldest = db
      .selectFrom("webhook_events")
      .select("id")
      .where("received_at", "<", before)
      .orderBy("received_at")
      .limit(limit);
    const { numDeletedRows } = await unaudited(db)
      .deleteFrom("webhook_events")
      .where("id", "in", oldest)
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  };
  await removeInBatches(db, "webhook_events", removeSome, batches);
}
