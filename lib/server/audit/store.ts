import "server-only";
import { setImmediate, setTimeout } from "node:timers/promises";
import { sql } from "kysely";
import type { AuditAction } from "@/lib/audit/action";
import { database } from "@/lib/server/db/client";
import type { Database } from "@/lib/server/db/schema";
import { type Vault, vault } from "@/lib/server/db/seal";
import { remember } from "@/lib/server/remember";
import { type AuditRow, hashOf, type Link, readEnd, start, writeEnd } from "./chain";

/** A row without what its place in the chain decides. */
export type AuditFacts = Omit<AuditRow, "seq" | "previous_hash" | "hash">;

/** Which rows are wanted; all of them unless something is named. */
export type AuditFilter = {
  staffId?: string | undefined;
  action?: AuditAction | undefined;
  patientKey?: string | undefined;
  /** ISO 8601 UTC, included. */
  from?: string | undefined;
  /** ISO 8601 UTC, not included. */
  until?: string | undefined;
};

/** A row's place in the order of time. */
export type AuditPlace = Pick<AuditRow, "at" | "seq">;

export type NamedAuditRow = AuditRow & {
  /** Null when nobody was signed in, or when there is no such account. */
  staff_name: string | null;
  /** The name of the member of staff that it was done to. */
  subject_name: string | null;
};

const endKey = "audit-end";
const batchSize = 1000;
const mostTries = 500;

/** The only SQL for the audit trail. Rows are added and read; the tables refuse everything else. */
class DatabaseAuditStore {
  readonly #db: Database;
  readonly #vault: Vault;
  /** Those of one process wait for each other here, so that they need not try twice. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(db: Database, vault: Vault) {
    this.#db = db;
    this.#vault = vault;
  }

  /** Adds a row behind the last one, whoever else does at the same moment. */
  append(facts: AuditFacts): Promise<void> {
    const done = this.#turn.then(() => this.#appendInTurn(facts));
    this.#turn = done.catch(() => {});
    return done;
  }

  /** The note of how far the trail goes; null when there is none. */
  async readNote(): Promise<string | null> {
    const note = await this.#db
      .selectFrom("meta")
      .select("value")
      .where("key", "=", endKey)
      .executeTakeFirst();
    return note?.value ?? null;
  }

  /** All rows by number. */
  async *rows(): AsyncGenerator<AuditRow> {
    let last: AuditRow | undefined;
    do {
      let query = this.#db.selectFrom("audit").selectAll().orderBy("seq").limit(batchSize);
      if (last) query = query.where("seq", ">", last.seq);
      const batch: AuditRow[] = await query.execute();
      yield* batch;
      last = batch.at(-1);
      // Others are served in between: the embedded database never lets go by itself.
      await setImmediate();
    } while (last);
  }

  /** With names, newest first, from behind `before` on. */
  async list(filter: AuditFilter, before: AuditPlace | null, limit: number) {
    let query = this.#named(filter).orderBy("audit.at", "desc").orderBy("audit.seq", "desc");
    if (before) query = query.where(place, "<", sql`(${before.at}, ${before.seq})`);
    return query.limit(limit).execute();
  }

  /** With names, oldest first. */
  async *listAll(filter: AuditFilter): AsyncGenerator<NamedAuditRow> {
    let last: NamedAuditRow | undefined;
    do {
      let query = this.#named(filter).orderBy("audit.at").orderBy("audit.seq").limit(batchSize);
      if (last) query = query.where(place, ">", sql`(${last.at}, ${last.seq})`);
      const batch: NamedAuditRow[] = await query.execute();
      yield* batch;
      last = batch.at(-1);
      await setImmediate();
    } while (last);
  }

  /** When some of `actions` were done to one subject of one patient, oldest first. */
  async listDone(
    patientKey: string,
    subject: string,
    actions: readonly AuditAction[],
  ): Promise<Pick<AuditRow, "at" | "action">[]> {
    return (
      this.#db
        .selectFrom("audit")
        .select(["at", "action"])
        // What the table has an index for.
        .where("patient_key", "=", patientKey)
        .where("subject", "=", subject)
        .where("action", "in", [...actions])
        .where("outcome", "=", "ok")
        .orderBy("at")
        .orderBy("seq")
        .execute()
    );
  }

  /** Everybody who ever had an account, by name. */
  async listStaff(): Promise<{ id: string; name: string }[]> {
    return this.#db.selectFrom("staff").select(["id", "name"]).orderBy("name").execute();
  }

  async #appendInTurn(facts: AuditFacts): Promise<void> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      if (await this.#tryAppend(facts)) return;
      await setTimeout(Math.random() * Math.min(tries, 20));
    }
    throw new Error("The audit trail did not take a row: others were quicker each time.");
  }

  /** @returns false when another process took the place */
  async #tryAppend(facts: AuditFacts): Promise<boolean> {
    const [last, note] = await Promise.all([this.#readLast(), this.readNote()]);
    const end = note === null ? null : readEnd(this.#vault, note);
    // Where rows were taken away the trail goes on behind them, so that they stay missing.
    const before = end && end.seq >= last.seq ? end : last;

    const unsigned = { ...facts, seq: before.seq + 1, previous_hash: before.hash };
    const row = { ...unsigned, hash: hashOf(this.#vault, unsigned) };
    return this.#db.transaction().execute(async (db) => {
      const added = await db
        .insertInto("audit")
        .values(row)
        .onConflict((conflict) => conflict.column("seq").doNothing())
        .returning("seq")
        .executeTakeFirst();
      if (!added) return false;

      const value = writeEnd(this.#vault, row);
      // A note that somebody changed or took away stays so: it is a finding.
      if (end) {
        await db
          .updateTable("meta")
          .set({ value })
          .where("key", "=", endKey)
          .where("value", "=", note)
          .execute();
      } else if (note === null && before.seq === 0) {
        await db.insertInto("meta").values({ key: endKey, value }).execute();
      }
      return true;
    });
  }

  async #readLast(): Promise<Link> {
    const last = await this.#db
      .selectFrom("audit")
      .select(["seq", "hash"])
      .orderBy("seq", "desc")
      .limit(1)
      .executeTakeFirst();
    return last ?? start;
  }

  #named({ staffId, action, patientKey, from, until }: AuditFilter) {
    let query = this.#db
      .selectFrom("audit")
      .leftJoin("staff as actor", "actor.id", "audit.staff_id")
      .leftJoin("staff as other", "other.id", "audit.subject")
      .selectAll("audit")
      .select(["actor.name as staff_name", "other.name as subject_name"]);
    if (staffId !== undefined) query = query.where("audit.staff_id", "=", staffId);
    if (action !== undefined) query = query.where("audit.action", "=", action);
    if (patientKey !== undefined) query = query.where("audit.patient_key", "=", patientKey);
    if (from !== undefined) query = query.where("audit.at", ">=", from);
    if (until !== undefined) query = query.where("audit.at", "<", until);
    return query;
  }
}

const place = sql`(audit.at, audit.seq)`;

/** Without the private fields, so that a test may pass a part of it. */
export type AuditStore = Pick<DatabaseAuditStore, keyof DatabaseAuditStore>;

export function createAuditStore(db: Database, vault: Vault): AuditStore {
  return new DatabaseAuditStore(db, vault);
}

/** The one store over this process's database. */
export async function auditStore(): Promise<AuditStore> {
  const db = await database();
  const stores = remember("audit-stores", () => new WeakMap<Database, AuditStore>());
  const store = stores.get(db) ?? createAuditStore(db, vault());
  stores.set(db, store);
  return store;
}
