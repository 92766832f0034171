import "server-only";
import type { PatientIdentity } from "@/lib/errors";
import { latestNow } from "@/lib/server/clock";
import { database } from "@/lib/server/db/client";
import type { Batches } from "@/lib/server/db/remove-in-batches";
import type { Database, SessionRow } from "@/lib/server/db/schema";
import { type Vault, vault } from "@/lib/server/db/seal";
import { readable } from "@/lib/server/each-row";
import { liveMark } from "./attempt-store";
import { noteConnections } from "./connection-keys";
import { changeFindable, isLive, isUnsettled, listTagsInUse } from "./findable";
import { isOwnId } from "./own-id";
import { readRecords } from "./records";
import { removeOlderThan } from "./remove-older";
import { wordKeys } from "./search-words";
import {
  type MadeSession,
  madeColumns,
  openRow,
  patientKey,
  type Seen,
  type StoredSession,
  sealDetails,
  type UpstreamSession,
} from "./stored-session";

/** The SQL for single sessions as they are read; how they come to be is in `attempt-store.ts`. */
class DatabaseSessionStore {
  readonly #db: Database;
  readonly #vault: Vault;

  constructor(db: Database, vault: Vault) {
    this.#db = db;
    this.#vault = vault;
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

  /** What is known of these now, to be compared later: an attempt that is under way may become a link. */
  async liveMarks(patientId: string, now: Date): Promise<Set<string>> {
    const rows = await this.#db
      .selectFrom("sessions")
      .select(["id", "stage"])
      .where("patient_key", "=", patientKey(this.#vault, patientId))
      .where((row) => isLive(row, now))
      .execute();
    return new Set(rows.map(liveMark));
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

  /** Whether anything was created before this moment. */
  async hasOlderThan(date: Date): Promise<boolean> {
    const found = await this.#db
      .selectFrom("sessions")
      .select("id")
      .where("created_at", "<", date.toISOString())
      .limit(1)
      .executeTakeFirst();
    return found !== undefined;
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
