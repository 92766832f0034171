import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { describe, inject } from "vitest";
import { type DatabasePlace, openDatabase } from "@/lib/server/db/client";
import type { WritableDatabase } from "@/lib/server/db/schema";
import { afterThisFile } from "./test-clean-up";

/** Makes room for an empty database; it is gone after the file's tests. */
export type NewPlace = () => Promise<DatabasePlace>;

/** Starting processes takes long on a busy machine. */
const patienceMs = 60_000;

const postgresUrl = inject("postgresUrl");

/** Runs the same tests on SQLite and on Postgres. Without a Postgres the second half is skipped. */
export function describeOnEachEngine(title: string, tests: (newPlace: NewPlace) => void): void {
  const options = { timeout: patienceMs };
  describe(`${title}, on SQLite`, options, () => tests(newFolder));
  describe.skipIf(!postgresUrl)(`${title}, on Postgres`, options, () => {
    tests(newPostgresDatabase);
  });
}

/** Room for a database of the embedded engine. */
export async function newFolder(): Promise<DatabasePlace> {
  const dataDir = mkdtempSync(join(tmpdir(), "desk-data-"));
  afterThisFile(async () => rmSync(dataDir, { recursive: true, force: true }));
  return { dataDir, databaseUrl: null };
}

async function newPostgresDatabase(): Promise<DatabasePlace> {
  const name = `desk_test_${randomBytes(6).toString("hex")}`;
  await asAdmin(`create database ${name}`);
  afterThisFile(() => asAdmin(`drop database ${name} with (force)`));
  const url = new URL(postgresUrl);
  url.pathname = name;
  return { ...(await newFolder()), databaseUrl: url.href };
}

async function asAdmin(statement: string): Promise<void> {
  const client = new Client(postgresUrl);
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** Opens it and closes it after the file's tests. */
export async function openUntilEnd(place: DatabasePlace): Promise<WritableDatabase> {
  const db = await openDatabase(place);
  afterThisFile(() => db.destroy());
  return db;
}
