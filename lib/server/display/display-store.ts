import "server-only";
import type { Selectable } from "kysely";
import type { Tx } from "@/lib/server/act";
import type { Database, Tables } from "@/lib/server/db/schema";

type DisplayRow = Selectable<Tables["displays"]>;

/** A display, and whether who shows something on it is still signed in. */
export type SeenDisplay = DisplayRow & { shower: string | null };

export type NewShow = {
  showId: string;
  sessionId: string;
  staffSessionId: string;
  until: string;
  at: string;
};

const nothing = {
  show_id: null,
  session_id: null,
  shown_by: null,
  shown_until: null,
  heard_at: null,
} as const;

/** Far more than a clinic has screens; each waits for ten minutes at most. */
export const mostCodes = 1000;

/** The only SQL for patients' screens. Tokens come hashed. */
export class DisplayStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Gives a display that is not paired a code of its own, instead of the one before. */
  async saveCode(tokenHash: string, codeKey: string, endsAt: string, at: string) {
    // Nobody comes back to a code that has ended.
    await this.#db
      .deleteFrom("displays")
      .where("desk_hash", "is", null)
      .where("code_ends_at", "<=", at)
      .execute();
    await this.#removeOldestCodes();
    const code = { code_key: codeKey, code_ends_at: endsAt, seen_at: at };
    await this.#db
      .insertInto("displays")
      .values({ token_hash: tokenHash, may_dim: 0, ...code })
      .onConflict((conflict) =>
        conflict.column("token_hash").doUpdateSet(code).where("displays.desk_hash", "is", null),
      )
      .execute();
  }

  /** From wherever codes are asked for, there are only so many at a time. */
  async #removeOldestCodes() {
    const waiting = this.#db.selectFrom("displays").where("desk_hash", "is", null);
    const tooOld = await waiting
      .select("code_ends_at")
      .orderBy("code_ends_at", "desc")
      .offset(mostCodes - 1)
      .limit(1)
      .executeTakeFirst();
    if (!tooOld) return;
    await this.#db
      .deleteFrom("displays")
      .where("desk_hash", "is", null)
      .where("code_ends_at", "<=", tooOld.code_ends_at)
      .execute();
  }

  /** Uses the code up. The desk's display before this one is its display no more. @returns whether there was one */
  async pair(tx: Tx, codeKey: string, deskHash: string, at: string): Promise<boolean> {
    const found = await tx
      .selectFrom("displays")
      .select("token_hash")
      .where("code_key", "=", codeKey)
      .where("code_ends_at", ">", at)
      .executeTakeFirst();
    if (!found) return false;
    await tx.deleteFrom("displays").where("desk_hash", "=", deskHash).execute();
    const { numUpdatedRows } = await tx
      .updateTable("displays")
      .set({ desk_hash: deskHash, code_key: null, code_ends_at: null })
      .where("token_hash", "=", found.token_hash)
      .where("code_key", "=", codeKey)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0;
  }

  /** @returns whether there was one */
  async unpair(tx: Tx, deskHash: string): Promise<boolean> {
    const gone = await tx
      .deleteFrom("displays")
      .where("desk_hash", "=", deskHash)
      .returning("token_hash")
      .executeTakeFirst();
    return gone !== undefined;
  }

  /** The display itself asks. */
  async touch(tokenHash: string, mayDim: boolean, at: string): Promise<void> {
    await this.#db
      .updateTable("displays")
      .set({ seen_at: at, may_dim: mayDim ? 1 : 0 })
      .where("token_hash", "=", tokenHash)
      .execute();
  }

  async findByToken(tokenHash: string): Promise<SeenDisplay | undefined> {
    return this.#db
      .selectFrom("displays")
      .leftJoin("staff_sessions", "staff_sessions.id", "displays.shown_by")
      .selectAll("displays")
      .select("staff_sessions.id as shower")
      .where("token_hash", "=", tokenHash)
      .executeTakeFirst();
  }

  async findByDesk(deskHash: string): Promise<DisplayRow | undefined> {
    return this.#db
      .selectFrom("displays")
      .selectAll()
      .where("desk_hash", "=", deskHash)
      .executeTakeFirst();
  }

  async show(deskHash: string, show: NewShow): Promise<void> {
    await this.#db
      .updateTable("displays")
      .set({
        show_id: show.showId,
        session_id: show.sessionId,
        shown_by: show.staffSessionId,
        shown_until: show.until,
        heard_at: show.at,
      })
      .where("desk_hash", "=", deskHash)
      .execute();
  }

  /** The PC is still there. @returns null when something else or nothing is shown by now */
  async beat(deskHash: string, showId: string, at: string): Promise<DisplayRow | null> {
    const row = await this.#db
      .updateTable("displays")
      .set({ heard_at: at })
      .where("desk_hash", "=", deskHash)
      .where("show_id", "=", showId)
      .returningAll()
      .executeTakeFirst();
    return row ?? null;
  }

  /** Clears this and nothing that is shown instead by now. */
  async clear(showId: string): Promise<void> {
    await this.#db.updateTable("displays").set(nothing).where("show_id", "=", showId).execute();
  }
}
