import { join } from "node:path";
import { Kysely, sql } from "kysely";
import Libsql from "libsql";
import { expect, it } from "vitest";
import { afterThisFile } from "@/test/db/test-clean-up";
import { newFolder, openUntilEnd } from "@/test/db/test-database";
import { openDatabase } from "./client";
import { embeddedDialect } from "./embedded-driver";
import type { Tables, WritableDatabase } from "./schema";

/** A desk's database, and another process's hold on the same file. */
async function open(): Promise<{ db: WritableDatabase; other: Libsql.Database }> {
  const place = await newFolder();
  const db = await openUntilEnd(place);
  const other = new Libsql(join(place.dataDir, "desk.db"));
  afterThisFile(async () => void other.close());
  return { db, other };
}

const keep = (db: WritableDatabase, key: string, value = "") =>
  db.insertInto("meta").values({ key, value }).execute();

async function keys(db: WritableDatabase): Promise<string[]> {
  const rows = await db.selectFrom("meta").select("key").orderBy("key").execute();
  return rows.map(({ key }) => key);
}

it("goes on answering while another process writes, and writes when that is done", async () => {
  const { db, other } = await open();
  other.exec("begin immediate");
  const done: string[] = [];
  const writes = Promise.all([
    keep(db, "one").then(() => done.push("one")),
    db
      .transaction()
      .execute((tx) => keep(tx, "two"))
      .then(() => done.push("two")),
  ]);

  // Whole rounds of the event loop, in which reads are answered.
  for (let round = 0; round < 20; round++) {
    await new Promise(setImmediate);
    expect(await keys(db)).toEqual([]);
  }
  expect(done).toEqual([]);

  other.exec("commit");
  await writes;
  expect(await keys(db)).toEqual(["one", "two"]);
});

it("opens while another process writes, once that is done", async () => {
  const place = await newFolder();
  await (await openDatabase(place)).destroy();
  const other = new Libsql(join(place.dataDir, "desk.db"));
  other.exec("begin immediate");
  const opening = openUntilEnd(place);
  await new Promise(setImmediate);
  other.exec("commit");
  other.close();
  expect(await keys(await opening)).toEqual([]);
});

it("says that it is locked, and what was asked of it, when the other goes on for too long", async () => {
  const { dataDir } = await newFolder();
  const path = join(dataDir, "desk.db");
  const [file, other] = [new Libsql(path), new Libsql(path)];
  file.exec("create table meta (key text, value text)");
  const db = new Kysely<Tables>({ dialect: embeddedDialect(file, 30) });
  afterThisFile(async () => void other.close());
  other.exec("begin immediate");

  const trouble = { name: "DatabaseTrouble", trouble: "locked", code: "SQLITE_BUSY" };
  await expect(keep(db, "secret value")).rejects.toMatchObject({
    ...{ ...trouble, operation: "insert meta" },
    message: "The database: locked (insert meta).",
  });
  await expect(db.transaction().execute(async () => {})).rejects.toMatchObject({
    ...{ ...trouble, operation: "begin" },
  });

  other.exec("rollback");
  await keep(db, "afterwards");
  expect(await keys(db)).toEqual(["afterwards"]);
  await db.destroy();
});

it("says that the disk is full, undoes what was begun, and goes on", async () => {
  const { db } = await open();
  await keep(db, "before");
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
  await sql.raw(`pragma max_page_count = ${rows[0]?.page_count}`).execute(db);

  const writing = db.transaction().execute(async (tx) => {
    await keep(tx, "half");
    await keep(tx, "whole", "x".repeat(200_000));
  });

  const trouble = { trouble: "disk full", operation: "insert meta", code: "SQLITE_FULL" };
  await expect(writing).rejects.toMatchObject(trouble);
  expect(await keys(db)).toEqual(["before"]);
  await sql.raw("pragma max_page_count = 1000000").execute(db);
  await keep(db, "more room");
  expect(await keys(db)).toEqual(["before", "more room"]);
});

it("keeps a transaction to itself while that waits for something", async () => {
  const { db } = await open();
  let goOn = () => {};
  const waited = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const order: string[] = [];
  const slow = db.transaction().execute(async (tx) => {
    await keep(tx, "slow");
    await waited;
    order.push("slow");
  });
  await new Promise(setImmediate);
  const others = [
    keep(db, "statement").then(() => order.push("statement")),
    db.transaction().execute(async (tx) => {
      order.push(`transaction after ${(await keys(tx)).filter((key) => key === "slow")}`);
    }),
  ];
  goOn();
  await Promise.all([slow, ...others]);
  expect(order[0]).toBe("slow");
  expect(order.sort()).toEqual(["slow", "statement", "transaction after slow"]);
});

it("leaves an error of the question as it is", async () => {
  const { db } = await open();
  await keep(db, "once");
  await expect(keep(db, "once")).rejects.toMatchObject({ code: "SQLITE_CONSTRAINT_PRIMARYKEY" });
});

it("that is closed meanwhile ends what still waits for the lock", async () => {
  const { db, other } = await open();
  other.exec("begin immediate");
  const waiting = expect(keep(db, "late")).rejects.toThrow("The database is closed.");
  await new Promise(setImmediate);
  await db.destroy();
  other.exec("rollback");
  await waiting;
});
