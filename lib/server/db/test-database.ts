import "server-only";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterAll, describe } from "vitest";
import { type DatabasePlace, openDatabase } from "./client";
import type { Database } from "./schema";

/** Makes room for an empty database; it is gone after the file's tests. */
export type NewPlace = () => Promise<DatabasePlace>;

/** Starting processes takes long on a busy machine. */
const patienceMs = 60_000;

/** Last made, first gone: the server ends after its databases. */
const cleanUps: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
}, patienceMs);

const postgresUrl = await startPostgres();

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
  cleanUps.push(async () => rmSync(dataDir, { recursive: true, force: true }));
  return { dataDir, databaseUrl: null };
}

async function newPostgresDatabase(): Promise<DatabasePlace> {
  const name = `desk_test_${randomBytes(6).toString("hex")}`;
  await asAdmin(`create database ${name}`);
  cleanUps.push(() => asAdmin(`drop database ${name} with (force)`));
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
export async function openUntilEnd(place: DatabasePlace): Promise<Database> {
  const db = await openDatabase(place);
  cleanUps.push(() => db.destroy());
  return db;
}

/** @returns its address; an empty text when there is none and none is required */
async function startPostgres(): Promise<string> {
  const script = fileURLToPath(new URL("../../../scripts/postgres.mjs", import.meta.url));
  // In a group of its own: Ctrl+C must not reach it before its standard input ends.
  const server = spawn(process.execPath, [script], {
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
  });
  const exit = once(server, "exit");
  cleanUps.push(async () => {
    server.stdin.end();
    await exit;
  });
  for await (const url of createInterface(server.stdout)) return url;
  const [code] = await exit;
  if (code !== 0) throw new Error("Postgres is required here and did not start; see above.");
  return "";
}
