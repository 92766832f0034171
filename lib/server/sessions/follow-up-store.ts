import "server-only";
import type { Tx } from "@/lib/server/act";
import { database } from "@/lib/server/db/client";
import type { Database } from "@/lib/server/db/schema";
import { type Vault, vault } from "@/lib/server/db/seal";
import { linkWorks } from "@/lib/sessions/progress";
import { recordsFailed } from "./records";
import { helpAt, type MadeSession, sealNote } from "./stored-session";

/** That somebody looked after a link, and what they noted for the next shift; empty: nothing. */
export type Looked = { staffId: string; note: string; at: Date };

/** The SQL for links that somebody has to look after. Each change is one statement. */
class DatabaseFollowUpStore {
  readonly #db: Database;
  readonly #vault: Vault;

  constructor(db: Database, vault: Vault) {
    this.#db = db;
    this.#vault = vault;
  }

  /** How many links need help, counted no further than `atMost`: it is asked every half minute. */
  async count(now: Date, atMost: number): Promise<number> {
    const found = this.#db
      .selectFrom("sessions")
      .select("id")
      .where("help_at", "<=", now.toISOString())
      .where("replaced_at", "is", null)
      .limit(atMost)
      .as("found");
    const { count } = await this.#db
      .selectFrom(found)
      .select((row) => row.fn.countAll().as("count"))
      .executeTakeFirstOrThrow();
    return Number(count);
  }

  /** The name of who last looked after it; null when nobody has, or the account is gone. */
  async doneBy(id: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom("sessions")
      .innerJoin("staff", "staff.id", "sessions.done_by")
      .select("staff.name")
      .where("sessions.id", "=", id)
      .executeTakeFirst();
    return row?.name ?? null;
  }

  /** No help is needed any more, until something else is heard. */
  async recordDone(tx: Tx, session: MadeSession, { staffId, note, at }: Looked): Promise<void> {
    await tx
      .updateTable("sessions")
      .set({
        done_at: at.toISOString(),
        done_by: staffId,
        done_note: sealNote(this.#vault, session.id, note),
        // Of a link that works the end is still to come.
        help_at: linkWorks(session.snapshot, at) ? helpAt(session.snapshot, session.details) : null,
      })
      .where("id", "=", session.id)
      .execute();
  }

  /** As if nobody had looked after it; what was noted goes. */
  async recordNotDone(tx: Tx, session: MadeSession, at: Date): Promise<void> {
    const need = recordsFailed(session)
      ? at.toISOString()
      : helpAt(session.snapshot, session.details);
    await tx
      .updateTable("sessions")
      .set({ done_at: null, done_by: null, done_note: null, help_at: need })
      .where("id", "=", session.id)
      .where("done_at", "is not", null)
      .execute();
  }
}

export type FollowUpStore = Pick<DatabaseFollowUpStore, keyof DatabaseFollowUpStore>;

export function createFollowUpStore(db: Database, vault: Vault): FollowUpStore {
  return new DatabaseFollowUpStore(db, vault);
}

/** The store over this process's database. */
export async function followUpStore(): Promise<FollowUpStore> {
  return createFollowUpStore(await database(), vault());
}
