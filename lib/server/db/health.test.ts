import { join } from "node:path";
import { sql } from "kysely";
import Libsql from "libsql";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { describeOnEachEngine, newFolder, openUntilEnd } from "@/test/db/test-database";
import { askDatabase, databaseHealth } from "./health";

describeOnEachEngine("a database that works", (newPlace) => {
  it("is healthy, however often it is asked", async () => {
    const db = await openUntilEnd(await newPlace());
    const ask = () => askDatabase(async () => db);

    expect(await Promise.all([ask(), ask(), ask()])).toEqual([null, null, null]);
    expect(await databaseHealth(ask)).toBeNull();
  });

  it("is not once it is closed", async () => {
    const db = await openUntilEnd(await newPlace());
    expect(await askDatabase(async () => db)).toBeNull();
    await db.destroy();

    expect(await askDatabase(async () => db)).toBe("unknown trouble");
  });
});

it("is not healthy when its disk is full, though it can be read", async () => {
  const db = await openUntilEnd(await newFolder());
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
  await sql.raw(`pragma max_page_count = ${rows[0]?.page_count}`).execute(db);
  const fill = async (key: number, value: string): Promise<void> => {
    const row = { key: `${key}`, value };
    await db.insertInto("meta").values(row).execute();
    await fill(key + 1, value);
  };
  const full = { trouble: "disk full" };
  await expect(fill(0, "x".repeat(3_000))).rejects.toMatchObject(full);
  await expect(fill(1_000, "x".repeat(40))).rejects.toMatchObject(full);

  expect(await db.selectFrom("meta").select("key").execute()).not.toEqual([]);
  expect(await askDatabase(async () => db)).toBe("disk full");
});

it("is not healthy while another process keeps the write lock", async () => {
  const place = await newFolder();
  const db = await openUntilEnd(place);
  const other = new Libsql(join(place.dataDir, "desk.db"));
  other.exec("begin immediate");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const health = databaseHealth(() => askDatabase(async () => db));
  await vi.advanceTimersByTimeAsync(2_000);

  expect(await health).toBe("no answer in time");
  vi.useRealTimers();
  other.exec("rollback");
  other.close();
});

describe("a database that never answers", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is known not to after two seconds", async () => {
    const never = new Promise<never>(() => {});
    const health = databaseHealth(() => askDatabase(() => never));

    await vi.advanceTimersByTimeAsync(2_000);

    expect(await health).toBe("no answer in time");
  });
});
