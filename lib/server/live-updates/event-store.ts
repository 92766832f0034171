import "server-only";
import { latestEnd } from "@/lib/server/clock";
import { database } from "@/lib/server/db/client";
import { type Batches, removeInBatches } from "@/lib/server/db/remove-in-batches";
import type { Database } from "@/lib/server/db/schema";
import { type Vault, vault } from "@/lib/server/db/seal";
import { readable } from "@/lib/server/each-row";
import { noteEvent } from "@/lib/server/kept-endpoint";
import { patientKey } from "@/lib/server/patient-key";
import { connectionKey, followRecords } from "@/lib/server/sessions/links";
import { linkWorks } from "@/lib/sessions/progress";
import { type IncomingEvent, type Subject, subjectSchema } from "./event";

/** One event whose turn it is. */
export type DueEvent = { id: string; type: string; receivedAt: string; subject: Subject };

export type RecordSync = {
  patientId: string;
  sourceId: string;
  state: "arrived" | "failed";
  at: string;
};

const eventPurpose = "webhook-event";
const dayMs = 24 * 60 * 60_000;
/** An event may come again for so long. */
const keptForMs = 90 * dayMs;
/** The longest wait before it is tried again. */
const longestWaitMs = 60 * 60_000;

/** The SQL for events, and for what only they tell. */
class DatabaseEventStore {
  readonly #db: Database;
  readonly #vault: Vault;

  constructor(db: Database, vault: Vault) {
    this.#db = db;
    this.#vault = vault;
  }

  /** Takes an event in. @returns false when it was taken in before, however long ago within 90 days */
  accept({ id, type, subject }: IncomingEvent, now: Date): Promise<boolean> {
    const at = now.toISOString();
    return this.#db.transaction().execute(async (db) => {
      const inserted = await db
        .insertInto("webhook_events")
        .values({
          ...{ id, type, received_at: at, try_at: at, tries: 0 },
          handled_at: subject ? null : at,
          payload: subject && this.#vault.seal(eventPurpose, id, subject),
        })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .returning("id")
        .executeTakeFirst();
      if (inserted) await noteEvent(db, subject !== null, now);
      return inserted !== undefined;
    });
  }

  /** Something came that was signed and is no event. */
  noteOddity(now: Date): Promise<void> {
    return noteEvent(this.#db, false, now);
  }

  /**
   * The event that waits for longest, for one caller only. It comes again if it is not finished: after
   * five seconds, twice as long each time, an hour at most.
   */
  async claimDue(now: Date): Promise<DueEvent | null> {
    for (;;) {
      const due = await this.#db
        .selectFrom("webhook_events")
        .select(["id", "tries"])
        .where("handled_at", "is", null)
        .where(({ or, eb }) =>
          or([
            eb("try_at", "<=", now.toISOString()),
            eb("try_at", ">", latestEnd(longestWaitMs, now)),
          ]),
        )
        .orderBy("try_at")
        .limit(1)
        .executeTakeFirst();
      if (!due) return null;
      const waitMs = Math.min(5_000 * 2 ** due.tries, longestWaitMs);
      const claimed = await this.#db
        .updateTable("webhook_events")
        .set({
          tries: due.tries + 1,
          try_at: new Date(now.getTime() + waitMs).toISOString(),
        })
        .where("id", "=", due.id)
        .where("tries", "=", due.tries)
        .where("handled_at", "is", null)
        .returning(["id", "type", "received_at", "payload"])
        .executeTakeFirst();
      if (claimed?.payload) {
        const { type, received_at: receivedAt, payload } = claimed;
        const [event] = readable([claimed], "claim-event", ({ id }) => {
          const subject = this.#vault.open(eventPurpose, id, payload, subjectSchema);
          return { id, type, receivedAt, subject };
        });
        if (event) return event;
      }
    }
  }

  /** Nothing is left to do for this event. `sync`: what it told, kept together with that. */
  finish(eventId: string, now: Date, sync: RecordSync | null = null): Promise<void> {
    return this.#db.transaction().execute(async (db) => {
      const key = sync && patientKey(this.#vault, sync.patientId);
      // What is told of somebody whose last link was removed meanwhile would stay for ever.
      if (sync && key && (await hasLink(db, key))) {
        await saveSync(db, this.#vault, sync);
        await followRecords(db, this.#vault, { patientKey: key, told: sync.state, now });
      }
      await db
        .updateTable("webhook_events")
        .set({ handled_at: now.toISOString(), payload: null })
        .where("id", "=", eventId)
        .execute();
    });
  }

  /** Our ids of the links that this connection was made through. */
  async sessionsByConnection(connectionId: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom("session_connections")
      .select("session_id")
      .where("connection_key", "=", connectionKey(this.#vault, connectionId))
      .limit(10)
      .execute();
    return rows.map((row) => row.session_id);
  }

  /** Whether this desk made links for a patient, and our ids of those that are open. */
  async sessionsOfPatient(
    patientId: string,
    now: Date,
  ): Promise<{ isKnown: boolean; open: string[] }> {
    const rows = await this.#db
      .selectFrom("sessions")
      .select(["id", "status", "expires_at"])
      .where("patient_key", "=", patientKey(this.#vault, patientId))
      .where("stage", "=", "made")
      .orderBy("created_at", "desc")
      .limit(10)
      .execute();
    const open = rows.filter(({ status, expires_at }) =>
      linkWorks({ status: status ?? "other", expiresAt: expires_at }, now),
    );
    return { isKnown: rows.length > 0, open: open.map(({ id }) => id) };
  }

  /** Deletes events that cannot come again. */
  async removeOld(now: Date, batches?: Batches): Promise<void> {
    const before = new Date(now.getTime() - keptForMs).toISOString();
    const removeSome = async (limit: number) => {
      const oldest = this.#db
        .selectFrom("webhook_events")
        .select("id")
        .where("received_at", "<", before)
        .orderBy("received_at")
        .limit(limit);
      const { numDeletedRows } = await this.#db
        .deleteFrom("webhook_events")
        .where("id", "in", oldest)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    };
    await removeInBatches(this.#db, "webhook_events", removeSome, batches);
  }
}

async function hasLink(db: Database, patientKey: string): Promise<boolean> {
  const link = await db
    .selectFrom("sessions")
    .select("id")
    .where("patient_key", "=", patientKey)
    .limit(1)
    .executeTakeFirst();
  return link !== undefined;
}

/** An older event that comes late changes nothing. */
async function saveSync(db: Database, vault: Vault, sync: RecordSync): Promise<void> {
  const row = {
    patient_key: patientKey(vault, sync.patientId),
    source_id: sync.sourceId,
    state: sync.state,
    at: sync.at,
  };
  await db
    .insertInto("record_syncs")
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(["patient_key", "source_id"])
        .doUpdateSet({ state: row.state, at: row.at })
        .where("record_syncs.at", "<=", row.at),
    )
    .execute();
}

/** Without the private fields, so that a test may pass a part of it. */
export type EventStore = Pick<DatabaseEventStore, keyof DatabaseEventStore>;

export function createEventStore(db: Database, vault: Vault): EventStore {
  return new DatabaseEventStore(db, vault);
}

/** The store over this process's database. */
export async function eventStore(): Promise<EventStore> {
  return createEventStore(await database(), vault());
}
