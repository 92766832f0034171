import "server-only";
import { type RawBuilder, sql } from "kysely";
import { latestNow } from "@/lib/server/clock";
import { database } from "@/lib/server/db/client";
import type { Database, SessionRow } from "@/lib/server/db/schema";
import { type Vault, vault } from "@/lib/server/db/seal";
import { readable } from "@/lib/server/each-row";
import type { WorklistPlace, WorklistShow } from "@/lib/sessions/worklist";
import { readRecords } from "./records";
import { searchKeys } from "./search-words";
import { linkKey, openRow, type StoredSession } from "./stored-session";

export type ListedSession = {
  session: StoredSession;
  needsHelp: boolean;
  /** The name of who made it; null when it was made elsewhere. */
  madeBy: string | null;
  /** The name of who last looked after it. */
  doneBy: string | null;
};

export type ListedPage = {
  listed: ListedSession[];
  /** Where the next page starts; null when there are no older ones. */
  older: WorklistPlace | null;
};

export type ListQuery = {
  show: WorklistShow;
  /** Only what this member of staff made; null: everyone's. */
  staffId: string | null;
  /** As typed; empty: whatever it is. */
  search: string;
  /** What was typed, read as a patient's ID by the clinic's rules. */
  searchId?: string;
  /** When today began. */
  since: Date;
  now: Date;
};

type NamedRow = SessionRow & { made_by: string | null; helped_by: string | null };

/**
 * The SQL for lists of sessions. Every list is newest first and goes on after a place, never after
 * a number of rows: its tenth page costs what the first does, and skips and repeats nothing.
 */
class DatabaseWorklistStore {
  readonly #db: Database;
  readonly #vault: Vault;

  constructor(db: Database, vault: Vault) {
    this.#db = db;
    this.#vault = vault;
  }

  /** @param before the place that the page before ended at; null for the first page */
  async list(query: ListQuery, before: WorklistPlace | null, limit: number): Promise<ListedPage> {
    // One more than is shown tells whether there are older ones, damaged or not.
    const rows = await this.#rows()
      .where(sql<boolean>`sessions.id in (${this.#ids(query, before, limit + 1)})`)
      .orderBy("sessions.created_at", "desc")
      .orderBy("sessions.id", "desc")
      .limit(limit + 1)
      .execute();
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      listed: await this.#open(shown, query.now),
      older: last && rows.length > limit ? { createdAt: last.created_at, id: last.id } : null,
    };
  }

  /** Those of these that there are, in no order. */
  async listByIds(ids: readonly string[], now: Date): Promise<ListedSession[]> {
    if (ids.length === 0) return [];
    const rows = await this.#rows().where("sessions.id", "in", ids).execute();
    return this.#open(rows, now);
  }

  /** How many of those made since then need help. */
  async countHelp({ staffId, since, now }: ListQuery): Promise<number> {
    const { count } = await this.#db
      .selectFrom("sessions")
      .select((row) => row.fn.countAll().as("count"))
      .where("created_at", ">=", since.toISOString())
      .where("help_at", "<=", now.toISOString())
      .where("replaced_at", "is", null)
      .$if(staffId !== null, (query) => query.where("staff_id", "=", staffId))
      .executeTakeFirstOrThrow();
    return Number(count);
  }

  /**
   * Links that ended after this moment while nobody watched, so that their end is not known; the
   * last ended first.
   */
  async listUnheard(endedAfter: Date, now: Date, limit: number): Promise<string[]> {
    const rows = await this.#db
      .selectFrom("sessions")
      .select("id")
      .where("expires_at", ">", endedAfter.toISOString())
      .where("expires_at", "<=", now.toISOString())
      // In the words of its index.
      .where(sql<boolean>`status in ('open', 'other')`)
      .where((row) =>
        row.or([
          row("checked_at", "<", row.ref("expires_at")),
          row("checked_at", ">", latestNow(now)),
        ]),
      )
      .orderBy("expires_at", "desc")
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  }

  /** Ids of one page. Each thing that a search may mean is answered from an index of its own. */
  #ids(query: ListQuery, before: WorklistPlace | null, limit: number): RawBuilder<unknown> {
    const shown = shownBy(query);
    if (!query.search) return newest(sql`${shown} and ${isAfter("sessions", before)}`, limit);

    const link = linkKey(this.#vault, query.search);
    if (link) {
      return newest(sql`link_key = ${link} and ${shown} and ${isAfter("sessions", before)}`, limit);
    }
    const { words, tag } = searchKeys(this.#vault, query.search, query.searchId);
    const found = [
      newest(sql`tag = ${tag} and ${shown} and ${isAfter("sessions", before)}`, limit),
      ...words.map(([rarest = "", ...others]) => {
        const also = sql.join([...others.map(hasWord), shown], sql` and `);
        // Those that work are few, and a common name is not: they are asked for it, not the other way.
        return query.show === "waiting"
          ? newest(sql`${hasWord(rarest)} and ${also} and ${isAfter("sessions", before)}`, limit)
          : newestWithWord(rarest, sql`${also} and ${isAfter("words", before)}`, limit);
      }),
    ];
    return sql.join(
      found.map((ids) => sql`select id from (${ids}) as found`),
      sql` union `,
    );
  }

  #rows() {
    return this.#db
      .selectFrom("sessions")
      .leftJoin("staff", "staff.id", "sessions.staff_id")
      .leftJoin("staff as helper", "helper.id", "sessions.done_by")
      .selectAll("sessions")
      .select(["staff.name as made_by", "helper.name as helped_by"]);
  }

  async #open(rows: NamedRow[], now: Date): Promise<ListedSession[]> {
    const heard = await readRecords(this.#db, rows);
    return readable(rows, "worklist", (row) => ({
      session: openRow(this.#vault, row, heard),
      needsHelp:
        row.help_at !== null && row.help_at <= now.toISOString() && row.replaced_at === null,
      madeBy: row.made_by,
      doneBy: row.helped_by,
    }));
  }
}

export type WorklistStore = Pick<DatabaseWorklistStore, keyof DatabaseWorklistStore>;

export function createWorklistStore(db: Database, vault: Vault): WorklistStore {
  return new DatabaseWorklistStore(db, vault);
}

/** The store over this process's database. */
export async function worklistStore(): Promise<WorklistStore> {
  return createWorklistStore(await database(), vault());
}

function newest(condition: RawBuilder<unknown>, limit: number): RawBuilder<unknown> {
  return sql`
    select id from sessions where ${condition}
    order by created_at desc, id desc limit ${limit}`;
}

/** Read along the word, whose rows are in the order of the list. */
function newestWithWord(
  word: string,
  condition: RawBuilder<unknown>,
  limit: number,
): RawBuilder<unknown> {
  return sql`
    select words.session_id as id
    from session_words as words join sessions on sessions.id = words.session_id
    where words.word = ${word} and ${condition}
    order by words.created_at desc, words.session_id desc limit ${limit}`;
}

function hasWord(word: string): RawBuilder<unknown> {
  return sql`exists (
    select 1 from session_words as other
    where other.word = ${word} and other.created_at = sessions.created_at
      and other.session_id = sessions.id)`;
}

function shownBy({ show, staffId, since, now }: ListQuery): RawBuilder<unknown> {
  const conditions = [sql`stage <> 'not-made'`];
  if (staffId !== null) {
    // Of the few that work no index of all that somebody ever made is needed: it would be read whole.
    const maker = show === "waiting" ? sql`coalesce(staff_id, '')` : sql`staff_id`;
    conditions.push(sql`${maker} = ${staffId}`);
  }
  if (show === "today") conditions.push(sql`sessions.created_at >= ${since.toISOString()}`);
  if (show === "waiting") {
    // Those that work are few: looked up first, however many are kept of the years before.
    conditions.push(sql`sessions.id in (
      select working.id from sessions as working
      where working.expires_at > ${now.toISOString()} and working.status in ('open', 'other'))`);
  }
  if (show === "help") {
    conditions.push(sql`help_at <= ${now.toISOString()} and replaced_at is null`);
  }
  return sql.join(conditions, sql` and `);
}

/** @param along the table whose order the list is read in */
function isAfter(along: "sessions" | "words", place: WorklistPlace | null): RawBuilder<unknown> {
  if (place === null) return sql`1 = 1`;
  const columns =
    along === "sessions"
      ? sql`sessions.created_at, sessions.id`
      : sql`words.created_at, words.session_id`;
  return sql`(${columns}) < (${place.createdAt}, ${place.id})`;
}
