import { randomBytes } from "node:crypto";
import { join } from "node:path";
import Libsql from "libsql";
import { z } from "zod";
import type { Vault } from "../../lib/server/db/seal";
import { madeColumns } from "../../lib/server/sessions/links";
import { wordKeys } from "../../lib/server/sessions/search-words";
import { sealDetails } from "../../lib/server/sessions/stored-session";

/** Whatever the total, so many a day: it is the same clinic, only with a longer memory. */
const betweenMs = 30_000;
const hourMs = 3_600_000;

/** Whom the benchmark looks for: two common names that only these links have together. */
export const wanted = { patientId: "MRN-WANTED", name: "María López", links: 20 };

const firstNames =
  "Ana Ben Chloe Dev Elif Femi Grace Hugo Ines Jamal Kei Lena María Noor Olga".split(" ");
const lastNames =
  "Abe Brown Chen Diaz Evans Farah García Haddad Ito Jones Khan Lee López Moss".split(" ");
const tagWords = "Amber Blue Coral Green Indigo Lilac Mint Olive Plum Silver".split(" ");
const sourceIds = ["fhirsrc_02Zh2bnvRoWQJYgOAkI0Twcc", "fhirsrc_03Zh2bnvRoWQJYgOAkI0Twcc"];
const sourceNames = Object.fromEntries(sourceIds.map((id) => [id, "Riverside General Hospital"]));
const indexSchema = z.array(z.object({ name: z.string(), sql: z.string() }));

type Found = { id: string; createdAt: string };

/** Puts so many links, sealed as the app seals them, into an empty embedded database that nobody has open. */
export function fillSessions(dataDir: string, vault: Vault, total: number): void {
  const db = new Libsql(join(dataDir, "desk.db"));
  // Nobody misses what a power cut would spoil.
  db.pragma("journal_mode = OFF");
  db.pragma("synchronous = OFF");
  db.pragma("cache_size = -500000");
  db.exec("begin immediate");

  // Made anew when all is there, and the words in the order of their table: a fraction of the time.
  const tables = "tbl_name in ('sessions', 'session_words')";
  const made = `select name, sql from sqlite_master where type = 'index' and sql is not null and ${tables}`;
  const indexes = indexSchema.parse(db.prepare(made).all());
  for (const { name } of indexes) db.exec(`drop index ${name}`);
  const found = addSessions(db, vault, total);
  addWords(db, found);
  for (const { sql } of indexes) db.exec(sql);

  db.exec("commit");
  db.close();
}

/** @returns the sessions of each word, oldest first */
function addSessions(db: Libsql.Database, vault: Vault, total: number): Map<string, Found[]> {
  const startedAt = Date.now() - total * betweenMs;
  const found = new Map<string, Found[]>();
  let insert: Libsql.Statement | null = null;
  for (let index = 0; index < total; index += 1) {
    const at = new Date(startedAt + index * betweenMs);
    const patient = patientOf(index, total);
    const row = rowOf(vault, index, at, patient);
    insert ??= prepareInsert(db, "sessions", Object.keys(row));
    insert.run(...Object.values(row));

    for (const key of wordKeys(vault, patient)) {
      const sessions = found.get(key) ?? [];
      sessions.push({ id: row.id, createdAt: row.created_at });
      found.set(key, sessions);
    }
  }
  return found;
}

function addWords(db: Libsql.Database, found: Map<string, Found[]>): void {
  const insert = prepareInsert(db, "session_words", ["word", "created_at", "session_id"]);
  for (const [word, sessions] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const { id, createdAt } of sessions) insert.run(word, createdAt, id);
  }
}

function prepareInsert(db: Libsql.Database, table: string, columns: string[]): Libsql.Statement {
  const places = columns.map(() => "?").join(", ");
  return db.prepare(`insert into ${table} (${columns.join(", ")}) values (${places})`);
}

function rowOf(vault: Vault, index: number, at: Date, patient: Patient) {
  const id = randomBytes(16).toString("base64url");
  const details = {
    ...{ ...patient, email: "", mode: "suggest" as const, suggestedSourceIds: sourceIds },
    ...{ onlySourceId: "", lifetimeSeconds: 3600, returnUrl: "", buttonLabel: "", metadata: [] },
  };
  return {
    id,
    attempt: index.toString(16).padStart(32, "0"),
    ...sealDetails(vault, id, details),
    ...madeColumns(vault, { id, details, snapshot: null }, sessionOf(index, at), {
      at,
      sourceNames,
    }),
    tag: `${tagWords[index % tagWords.length]} ${1 + (index % 99)}`,
    staff_id: `staff-${Math.floor(index / 10) % 10}`,
    created_at: at.toISOString(),
  };
}

/** Of ten that are over, seven connected, one was finished with nothing and two ended unused. */
function sessionOf(index: number, at: Date) {
  const expiresAt = new Date(at.getTime() + hourMs);
  const isOver = expiresAt.getTime() < Date.now();
  const kind = index % 10;
  const connections = sourceIds.map((sourceId) => ({
    ...{ id: null, sourceId, status: "active" as const, failure: null, at: at.toISOString() },
  }));
  return {
    id: `sess_${index}`,
    generation: "sessions" as const,
    status: isOver ? (kind < 8 ? ("complete" as const) : ("expired" as const)) : ("open" as const),
    url: `https://app.medblocks.com/c/${index.toString(16).padStart(32, "0")}`,
    createdAt: at.toISOString(),
    expiresAt: expiresAt.toISOString(),
    connections: isOver && kind < 7 ? connections : [],
  };
}

type Patient = { patientId: string; name: string };

/** Nobody but the wanted one has both of those names. */
function patientOf(index: number, total: number): Patient {
  const every = Math.floor(total / wanted.links);
  if (index % every === every - 1) return wanted;
  const first = firstNames[index % firstNames.length];
  const last = lastNames[Math.floor(index / firstNames.length) % lastNames.length];
  const name = `${first} ${last}`;
  return { patientId: `MRN-${index}`, name: name === wanted.name ? `${first} Moss` : name };
}
