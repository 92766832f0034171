import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { sql } from "kysely";
import { Client } from "pg";
import { z } from "zod";
import type { DatabasePlace } from "@/lib/server/db/client";
import type { WritableDatabase } from "@/lib/server/db/schema";
import { testPasskey } from "@/test/staff/test-passkey";

const folder = fileURLToPath(new URL("./kept", import.meta.url));

/** What the kept databases were sealed with. */
export const keptSecret = "a made-up secret of the kept databases, 43 characters";

/** The device that Ada's passkey is on. */
export function keptPasskey(appUrl: string) {
  return testPasskey(appUrl, keptKey);
}

const keptKey =
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgGUloAHMQtp+X+8yGvqtSSH3Gw5jEV2VCvXZ+OgetOO2hRANCAARavO+rL/KIAzBdgTD8DP9XEg8kB48UeU2XBhpqb7fQ+tiQuJa7EYWEq9xLSULOMwdXx4dGX7yYVK3KB00hv74Z";

/** What Dana wrote down when she set her second factor up. */
export function readWroteDown(build: string, { databaseUrl }: DatabasePlace) {
  const ending = databaseUrl === null ? ".db.json" : ".sql.json";
  const text = readFileSync(join(folder, build + ending), "utf8");
  return z.object({ secret: z.string(), recoveryCode: z.string() }).parse(JSON.parse(text));
}

/** The builds of which a database is kept. */
export const keptBuilds = readdirSync(folder).flatMap((name) =>
  name.endsWith(".db.gz") ? [name.slice(0, -".db.gz".length)] : [],
);

/** Puts a kept database where there is none. */
export async function putKept(build: string, { dataDir, databaseUrl }: DatabasePlace) {
  const content = (ending: string) => gunzipSync(readFileSync(join(folder, build + ending)));
  if (databaseUrl === null) {
    writeFileSync(join(dataDir, "desk.db"), content(".db.gz"));
    return;
  }
  const client = new Client(databaseUrl);
  await client.connect();
  await client.query(content(".sql.gz").toString());
  await client.end();
}

/** Everything that a database is made of, to the letter, in lines. */
export async function describeSchema(db: WritableDatabase, isSqlite: boolean): Promise<string[]> {
  const lines: string[] = [];
  for (const question of isSqlite ? onSqlite : onPostgres) {
    const { rows } = await sql.raw<Record<string, unknown>>(question).execute(db);
    lines.push(...rows.map((row) => Object.values(row).join(" | ")));
  }
  return lines;
}

const onSqlite = ["select type, name, tbl_name, sql from sqlite_master order by type, name"];

const onPostgres = [
  `select table_name, ordinal_position, column_name, data_type, is_nullable, column_default
     from information_schema.columns where table_schema = 'public' order by 1, 2`,
  "select indexdef from pg_indexes where schemaname = 'public' order by 1",
  `select conrelid::regclass::text, conname, pg_get_constraintdef(oid)
     from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2`,
  `select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal order by 1`,
  `select pg_get_functiondef(oid) from pg_proc
     where pronamespace = 'public'::regnamespace order by 1`,
];
