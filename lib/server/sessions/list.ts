import "server-only";
import { type RawBuilder, sql } from "kysely";
import { latestNow } from "@/lib/server/clock";
import type { SessionRow } from "@/lib/server/db/schema";
import { readable } from "@/lib/server/each-row";
import type { WorklistPlace, WorklistShow } from "@/lib/sessions/worklist";
import { type Books, readRecords } from "./find";
import { needsHelp, rowNeedsHelp } from "./help";
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

/*
 * The SQL for lists of sessions. Every list is newest first and goes on after a place, never after
 * a number of rows: its tenth page costs what the first does, and skips and repeats nothing.
 */

/** A link that the API has not called over, in the words of its index. */
const mayWork = sql<boolean>`status in ('open', 'other')`;

/** @param before the place that the page before ended at; null for the first page */
export async function listPage(
  books: Books,
  query: ListQuery,
  before: WorklistPlace | null,
  limit: number,
): Promise<ListedPage> {
  // One more than is shown tells whether there are older ones, damaged or not.
  const rows = await namedRows(books)
    .where(sql<boolean>`sessions.id in (${idsOf(books, query, before, limit + 1)})`)
    .orderBy("sessions.created_at", "desc")
    .orderBy("sessions.id", "desc")
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    listed: await openNamed(books, shown, query.now),
    older: last && rows.length > limit ? { createdAt: last.created_at, id: last.id } : null,
  };
}

/** Those of these that there are, in no order. */
export async function listByIds(
  books: Books,
  ids: readonly string[],
  now: Date,
): Promise<ListedSession[]> {
  if (ids.length === 0) return [];
  const rows = await namedRows(books).where("sessions.id", "in", ids).execute();
  return openNamed(books, rows, now);
}

/** How many of those made since then need help. */
export async function countHelpSince(
  { db }: Books,
  { staffId, since, now }: ListQuery,
): Promise<number> {
  const { count } = await db
    .selectFrom("sessions")
    .select((row) => row.fn.countAll().as("count"))
    .where("created_at", ">=", since.toISOString())
    .where(needsHelp(now))
    .$if(staffId !== null, (query) => query.where("staff_id", "=", staffId))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * Links that ended after this moment while nobody watched, so that their end is not known; the
 * last ended first.
 */
export async function listUnheard(
  { db }: Books,
  endedAfter: Date,
  now: Date,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom("sessions")
    .select("id")
    .where("expires_at", ">", endedAfter.toISOString())
    .where("expires_at", "<=", now.toISOString())
    .where(mayWork)
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
function idsOf(
  { vault }: Books,
  query: ListQuery,
  before: WorklistPlace | null,
  limit: number,
): RawBuilder<unknown> {
  const shown = shownBy(query);
  if (!query.search) return newest(sql`${shown} and ${isAfter("sessions", before)}`, limit);

  const link = linkKey(vault, query.search);
  if (link) {
    return newest(sql`link_key = ${link} and ${shown} and ${isAfter("sessions", before)}`, limit);
  }
  const { words, tag } = searchKeys(vault, query.search, query.searchId);
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

/** With the names of who made it and who last looked after it. */
function namedRows({ db }: Books) {
  return db
    .selectFrom("sessions")
    .leftJoin("staff", "staff.id", "sessions.staff_id")
    .leftJoin("staff as helper", "helper.id", "sessions.done_by")
    .selectAll("sessions")
    .select(["staff.name as made_by", "helper.name as helped_by"]);
}

async function openNamed(
  { db, vault }: Books,
  rows: NamedRow[],
  now: Date,
): Promise<ListedSession[]> {
  const heard = await readRecords(db, rows);
  return readable(rows, "worklist", (row) => ({
    session: openRow(vault, row, heard),
    needsHelp: rowNeedsHelp(row, now),
    madeBy: row.made_by,
    doneBy: row.helped_by,
  }));
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
  const conditions: RawBuilder<unknown>[] = [sql`stage <> 'not-made'`];
  if (staffId !== null) {
    // Of the few that work no index of all that somebody ever made is needed: it would be read whole.
    const maker = show === "waiting" ? sql`coalesce(staff_id, '')` : sql`staff_id`;
    conditions.push(sql`${maker} = ${staffId}`);
  }
  if (show === "today") conditions.push(sql`sessions.created_at >= ${since.toISOString()}`);
  if (show === "waiting") {
    // Those that work are few: looked up first, however many are kept of the years before.
    conditions.push(sql`sessions.id in (
      select id from sessions where expires_at > ${now.toISOString()} and ${mayWork})`);
  }
  if (show === "help") conditions.push(needsHelp(now));
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
