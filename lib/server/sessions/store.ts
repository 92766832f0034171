import "server-only";
import type { PatientIdentity } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import { latestNow } from "@/lib/server/clock";
import { database } from "@/lib/server/db/client";
import type { Batches } from "@/lib/server/db/remove-in-batches";
import type { Database, SessionRow } from "@/lib/server/db/schema";
import { type Vault, vault } from "@/lib/server/db/seal";
import { isUniqueViolation } from "@/lib/server/db/unique-violation";
import { readable } from "@/lib/server/each-row";
import type { AdoptedSession, Claim, NewAttempt, RecordFailure } from "./claim";
import { noteConnections } from "./connection-keys";
import {
  changeFindable,
  insertFindable,
  isLive,
  isUnsettled,
  listTagsInUse,
  type NewRow,
  replaceOlder,
} from "./findable";
import { isOwnId, newId } from "./own-id";
import { readRecords } from "./records";
import { removeOlderThan } from "./remove-older";
import { wordKeys } from "./search-words";
import {
  adoptedAttempt,
  type MadeSession,
  madeColumns,
  openRow,
  patientKey,
  type Seen,
  type StoredSession,
  sealDetails,
  type UpstreamSession,
} from "./stored-session";

/** A claim that is older than this was left behind by its process. */
const claimHoldsMs = 20_000;

/** The SQL for single sessions. Every change is one statement or transaction: none is half done. */
class DatabaseSessionStore {
  readonly #db: Database;
  readonly #vault: Vault;

  constructor(db: Database, vault: Vault) {
    this.#db = db;
    this.#vault = vault;
  }

  /**
   * Writes the attempt down before the API is called. Of any number of calls with one
   * attempt id, in any number of processes, exactly one claims it, whatever becomes of it.
   */
  async claimAttempt({ attemptId, details, tag, staffId, now }: NewAttempt): Promise<Claim> {
    const id = newId();
    const claimed: NewRow = {
      id,
      attempt: attemptId,
      ...sealDetails(this.#vault, id, details),
      tag,
      stage: "claimed",
      staff_id: staffId,
      help_at: new Date(now.getTime() + claimHoldsMs).toISOString(),
      created_at: now.toISOString(),
      expires_at: new Date(now.getTime() + details.lifetimeSeconds * 1000).toISOString(),
    };
    const words = wordKeys(this.#vault, details);
    if (await insertFindable(this.#db, claimed, "attempt", words)) return { claimed: true, id };

    const row = await this.findByAttempt(attemptId);
    if (!row) throw new Error("An attempt was removed while it was being claimed.");
    return { claimed: false, row };
  }

  /**
   * Keeps the API's answer to an attempt; the same answer twice is fine. An attempt that
   * was taken for not made becomes made too: an answer proves more than a search.
   */
  async recordMade(
    id: string,
    session: UpstreamSession,
    seen: Seen,
  ): Promise<Result<MadeSession, RecordFailure>> {
    const before = await this.findById(id);
    if (!before) return fail({ kind: "no-such-row" });
    const columns = madeColumns(this.#vault, before, session, seen);
    const update = this.#db.transaction().execute(async (db) => {
      const { numUpdatedRows } = await db
        .updateTable("sessions")
        .set(columns)
        .where("id", "=", id)
        .where("stage", "!=", "made")
        .executeTakeFirstOrThrow();
      if (!numUpdatedRows) return;
      await replaceOlder(db, before);
      await noteConnections(db, this.#vault, id, session.connections);
    });
    try {
      await update;
    } catch (error) {
      if (isUniqueViolation(error)) return fail({ kind: "upstream-id-taken" });
      throw error;
    }
    const row = await this.findById(id);
    if (row?.stage !== "made") return fail({ kind: "no-such-row" });
    return row.snapshot.upstreamId === session.id ? ok(row) : fail({ kind: "already-made" });
  }

  /**
   * The call was sent and nothing told what came of it. Changes only a claimed attempt, and one that
   * has been unknown since a moment which is still to come.
   */
  async recordUnknown(
    id: string,
    requestId: string | null,
    at: Date,
  ): Promise<StoredSession | null> {
    await this.#db
      .updateTable("sessions")
      .set({
        stage: "unknown",
        request_id: requestId,
        unknown_at: at.toISOString(),
        help_at: at.toISOString(),
      })
      .where("id", "=", id)
      .where((row) =>
        row.or([
          row("stage", "=", "claimed"),
          row.and([row("stage", "=", "unknown"), row("unknown_at", ">", latestNow(at))]),
        ]),
      )
      .execute();
    return this.findById(id);
  }

  /** The API refused, was not reached, or does not have it. Changes nothing that was made. */
  async recordNotMade(id: string): Promise<StoredSession | null> {
    await this.#db
      .updateTable("sessions")
      .set({ stage: "not-made", help_at: null })
      .where("id", "=", id)
      .where("stage", "in", ["claimed", "unknown"])
      .execute();
    return this.findById(id);
  }

  /**
   * Keeps a later answer of the API and returns the row as it then stands. An answer that
   * is older than the kept one, would reopen an ended session, or is about another session
   * changes nothing. A kept one that is ahead of now is not newer: the clock was wrong then.
   */
  async saveSnapshot(
    id: string,
    session: UpstreamSession,
    seen: Seen,
  ): Promise<StoredSession | null> {
    const before = await this.findById(id);
    if (!before) return null;
    const columns = madeColumns(this.#vault, before, session, seen);
    const { numUpdatedRows } = await this.#db
      .updateTable("sessions")
      .set(columns)
      .where("id", "=", id)
      .where("upstream_id", "=", session.id)
      .where((row) =>
        row.or([
          row("checked_at", "<=", columns.checked_at),
          row("checked_at", ">", latestNow(seen.at)),
        ]),
      )
      .where("status", "in", ["open", "other", session.status])
      .executeTakeFirstOrThrow();
    if (numUpdatedRows) await noteConnections(this.#db, this.#vault, id, session.connections);
    return this.findById(id);
  }

  /**
   * Takes in a session that the API has and we do not, under an attempt id of its own.
   * Returns the row that has it already, if there is one.
   */
  async adopt({ details, tag, session, seen }: AdoptedSession): Promise<MadeSession> {
    const id = newId();
    const made: NewRow = {
      id,
      attempt: adoptedAttempt(),
      ...sealDetails(this.#vault, id, details),
      ...madeColumns(this.#vault, { id, details, snapshot: null }, session, seen),
      tag,
      created_at: new Date(session.createdAt).toISOString(),
    };
    const words = wordKeys(this.#vault, details);
    const isNew = await insertFindable(this.#db, made, "upstream_id", words);
    const row = await this.findByUpstreamId(session.id);
    if (!row) throw new Error("An adopted session was removed while it was being adopted.");
    if (isNew) await replaceOlder(this.#db, row);
    await noteConnections(this.#db, this.#vault, row.id, session.connections);
    return row;
  }

  async findById(id: string): Promise<StoredSession | null> {
    if (!isOwnId(id)) return null;
    return this.#first(this.#rows().where("id", "=", id));
  }

  async findByAttempt(attemptId: string): Promise<StoredSession | null> {
    return this.#first(this.#rows().where("attempt", "=", attemptId));
  }

  async findByUpstreamId(upstreamId: string): Promise<MadeSession | null> {
    const session = await this.#first(this.#rows().where("upstream_id", "=", upstreamId));
    return session?.stage === "made" ? session : null;
  }

  /** This patient's links that work, and attempts that may have become one; newest first. */
  async listLiveByPatient(patientId: string, now: Date): Promise<StoredSession[]> {
    const rows = await this.#rows()
      .where("patient_key", "=", patientKey(this.#vault, patientId))
      .where((row) => isLive(row, now))
      .orderBy("created_at", "desc")
      .execute();
    return this.#openAll(rows, "list-live");
  }

  /** All that this desk has of a patient and can read, newest first, at most 200. */
  async listByPatientKey(key: string): Promise<StoredSession[]> {
    return this.#openAll(await this.#ofPatient(key).limit(200).execute(), "list-by-patient");
  }

  /** Keeps another name and email for a patient, in every row; the same ones twice are fine. */
  async renamePatient(key: string, { name, email }: PatientIdentity): Promise<void> {
    const rows = await this.#openAll(await this.#ofPatient(key).execute(), "rename");
    for (const { id, details, createdAt } of rows) {
      const renamed = { ...details, name, email };
      const sealed = sealDetails(this.#vault, id, renamed);
      const row = { id, created_at: createdAt, details: sealed.details };
      await changeFindable(this.#db, row, wordKeys(this.#vault, renamed));
    }
  }

  /**
   * Claimed before this moment, or by a clock that was ahead, and still without an outcome; oldest
   * first.
   */
  async listUnsettled(olderThan: Date, now: Date): Promise<StoredSession[]> {
    const rows = await this.#rows()
      .where(isUnsettled)
      .where((row) =>
        row.or([
          row("created_at", "<", olderThan.toISOString()),
          row("created_at", ">", latestNow(now)),
        ]),
      )
      .orderBy("created_at")
      .execute();
    return this.#openAll(rows, "list-unsettled");
  }

  /** Those of these tags that a screen may be showing now. */
  listTagsInUse(tags: readonly string[], now: Date): Promise<string[]> {
    return listTagsInUse(this.#db, tags, now);
  }

  /** Deletes what was created before this moment and returns how many rows that were. */
  removeOlderThan(date: Date, batches?: Batches): Promise<number> {
    return removeOlderThan(this.#db, date, batches);
  }

  #ofPatient(key: string) {
    return this.#rows().where("patient_key", "=", key).orderBy("created_at", "desc");
  }

  #rows() {
    return this.#db.selectFrom("sessions").selectAll();
  }

  async #first(found: { execute: () => Promise<SessionRow[]> }): Promise<StoredSession | null> {
    const [row] = await found.execute();
    return row ? openRow(this.#vault, row, await readRecords(this.#db, [row])) : null;
  }

  async #openAll(rows: SessionRow[], operation: string): Promise<StoredSession[]> {
    const heard = await readRecords(this.#db, rows);
    return readable(rows, operation, (row) => openRow(this.#vault, row, heard));
  }
}

/** Without the private fields, so that a test may pass a part of it. */
export type SessionStore = Pick<DatabaseSessionStore, keyof DatabaseSessionStore>;

export function createSessionStore(db: Database, vault: Vault): SessionStore {
  return new DatabaseSessionStore(db, vault);
}

/** The store over this process's database. */
export async function sessionStore(): Promise<SessionStore> {
  return createSessionStore(await database(), vault());
}
