import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { closeSync, createReadStream, existsSync, openSync, readSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import type { DeskPlace } from "../lib/server/db/client";
import { migrations } from "../lib/server/db/migrate";
import { applicationName } from "../lib/server/db/postgres";
import { findPostgres } from "./postgres.mjs";
import {
  endedTables,
  endedWords,
  otherSecretWords,
  runningWords,
  secretFor,
  secretMark,
  writeDown,
} from "./restore-steps";
import { Trouble } from "./steps.mjs";

type Place = DeskPlace & { databaseUrl: string };

/**
 * Puts a plain `pg_dump` in the place of the desk's tables, in one transaction: all of it or nothing.
 * The tables that were there stay in the same database, in a schema of their own.
 *
 * @returns what was done, in sentences
 * @throws {Trouble} when it cannot be done; then nothing has changed
 */
export async function restorePostgres(file: string, place: Place): Promise<string[]> {
  requireWholeDump(file);
  const secret = secretFor(place);
  const psql = findPsql();
  const schema = await currentSchema(place.databaseUrl);
  const at = new Date().toISOString().slice(0, 19).replace(/\D/g, "_");
  const aside = `before_restore_${at}_${randomBytes(2).toString("hex")}`;

  const said = await runPsql(psql, place.databaseUrl, file, {
    before: moveAside(schema, aside),
    after: checkAndEnd(schema, secretMark(secret)),
  });
  const counts = [...said.matchAll(/^DELETE (\d+)$/gm)].map(([, n]) => Number(n));
  const [signIns = 0, addresses = 0] = counts.slice(-endedTables.length);
  await writeDown({ ...place, deskSecret: secret });
  return [
    `Restored ${file}. The copy is whole and opens with this desk's secret.`,
    `What was there before is in the same database, in the schema ${aside}. ` +
      `Drop it when you do not need it any more: drop schema ${aside} cascade`,
    ...endedWords(signIns, addresses),
  ];
}

function requireWholeDump(file: string): void {
  const { size } = statSync(file);
  const [head, tail] = [readAt(file, 0), readAt(file, Math.max(0, size - 4096))];
  if (head.startsWith("PGDMP")) {
    throw new Trouble(
      `${file} is packed. Make it plain first: pg_restore -f plain.sql ${file}\nNothing was changed.`,
    );
  }
  if (!head.includes("PostgreSQL database dump")) {
    throw new Trouble(`${file} was not made by pg_dump. Nothing was changed.`);
  }
  if (!tail.includes("PostgreSQL database dump complete")) {
    throw new Trouble(`${file} is cut off: its last line is missing. Nothing was changed.`);
  }
}

function readAt(file: string, position: number): string {
  const bytes = Buffer.alloc(4096);
  const opened = openSync(file, "r");
  try {
    return bytes.toString("utf8", 0, readSync(opened, bytes, 0, bytes.length, position));
  } finally {
    closeSync(opened);
  }
}

function findPsql(): string {
  const folders = [...(process.env.PATH ?? "").split(delimiter), findPostgres() ?? ""];
  const found = folders.map((folder) => join(folder, "psql")).find(existsSync);
  if (found) return found;
  throw new Trouble(
    "The program psql is needed and was not found. Install the clients of Postgres (Debian: postgresql-client), " +
      "then run this again. Nothing was changed.",
  );
}

/** The one that the desk's tables are in, or will be. */
async function currentSchema(connectionString: string): Promise<string> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ schema: string | null }>(
      "select current_schema() as schema",
    );
    return rows[0]?.schema ?? "public";
  } catch (error) {
    const reason = error instanceof Error ? error.message : "";
    throw new Trouble(
      `Postgres was not reached (${reason}). Check DATABASE_URL. Nothing was changed.`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/** The lock is the one that a start takes first: who starts meanwhile waits, and finds the copy. */
function moveAside(schema: string, aside: string): string {
  return `
    \\set ON_ERROR_STOP on
    begin;
    select pg_advisory_xact_lock(3853314791062309107);
    do $restore$ declare it record; begin
      if exists (select from pg_stat_activity where datname = current_database()
          and application_name = '${applicationName}') then raise exception 'desk-runs'; end if;
      create schema ${aside};
      for it in select c.oid::regclass as name from pg_class c
          where relnamespace = '${schema}'::regnamespace and relkind in ('r', 'p', 'v', 'm')
            and not exists (select from pg_depend d where d.objid = c.oid and deptype = 'e') loop
        execute format('alter table %s set schema ${aside}', it.name);
      end loop;
      for it in select p.oid::regprocedure as name from pg_proc p
          where pronamespace = '${schema}'::regnamespace
            and not exists (select from pg_depend d where d.objid = p.oid and deptype = 'e') loop
        execute format('alter routine %s set schema ${aside}', it.name);
      end loop;
    end $restore$;
  `;
}

function checkAndEnd(schema: string, mark: string): string {
  const known = Object.keys(migrations).map((name) => `'${name}'`);
  return `
    set local search_path to "${schema}";
    do $restore$ begin
      if to_regclass('meta') is null then raise exception 'no-desk'; end if;
      if (select value from meta where key = 'secret-check') is distinct from '${mark}'
        then raise exception 'other-secret'; end if;
      if exists (select from kysely_migration where name not in (${known.join(", ")}))
        then raise exception 'newer-desk'; end if;
    end $restore$;
    ${endedTables.map((table) => `delete from ${table};`).join("\n")}
    commit;
    \\echo restored
  `;
}

/** In words, by what Postgres said first. */
const reasons: [RegExp, string][] = [
  [/desk-runs/, runningWords],
  [/other-secret/, otherSecretWords],
  [/no-desk/, "This is no copy of a desk. Nothing was changed."],
  [
    /newer-desk/,
    "A newer version of Connect Desk made this copy. Install it. Nothing was changed.",
  ],
];

async function runPsql(
  psql: string,
  databaseUrl: string,
  file: string,
  sql: { before: string; after: string },
): Promise<string> {
  // A password on the command line could be read by everybody on this computer.
  const url = new URL(databaseUrl);
  const password = decodeURIComponent(url.password);
  url.password = "";
  const child = spawn(psql, ["--no-psqlrc", "--no-align", "--tuples-only", "--dbname", url.href], {
    env: { ...process.env, ...(password && { PGPASSWORD: password }), PGAPPNAME: "desk-restore" },
  });
  const said = { out: "", error: "" };
  child.stdout.on("data", (text) => {
    said.out += text;
  });
  child.stderr.on("data", (text) => {
    said.error += text;
  });
  const ended = once(child, "close");
  // It stops reading at the first error, and says why.
  child.stdin.on("error", () => {});
  child.stdin.write(sql.before);
  await pipeline(createReadStream(file), child.stdin, { end: false }).catch(() => {});
  child.stdin.end(sql.after);
  await ended;
  if (said.out.trimEnd().endsWith("restored")) return said.out;
  const [, message = "psql ended without a reason"] = /ERROR:\s*(.*)/.exec(said.error) ?? [];
  const known = reasons.find(([pattern]) => pattern.test(message));
  throw new Trouble(
    known?.[1] ??
      `Postgres refused the copy: ${message}\nMake it with pg_dump --no-owner --no-privileges, without --clean and --create. Nothing was changed.`,
  );
}
