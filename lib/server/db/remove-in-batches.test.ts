import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { log } from "@/lib/server/log";
import { describeOnEachEngine, newFolder, openUntilEnd } from "@/test/db/test-database";
import { removeInBatches } from "./remove-in-batches";
import type { WritableDatabase } from "./schema";

async function fill(db: WritableDatabase, rows: number): Promise<void> {
  const values = Array.from({ length: rows }, (_, number) => ({
    key: `key-${number}`,
    value: "x".repeat(2000),
  }));
  for (let from = 0; from < rows; from += 100) {
    await db
      .insertInto("meta")
      .values(values.slice(from, from + 100))
      .execute();
  }
}

async function removeSome(db: WritableDatabase, limit: number): Promise<number> {
  const some = db.selectFrom("meta").select("key").where("key", "like", "key-%").limit(limit);
  const gone = await db.deleteFrom("meta").where("key", "in", some).returning("key").execute();
  return gone.length;
}

async function left(db: WritableDatabase): Promise<number> {
  return (await db.selectFrom("meta").select("key").where("key", "like", "key-%").execute()).length;
}

describeOnEachEngine("many rows", (newPlace) => {
  it.each([
    [0, [0]],
    [9, [9]],
    [10, [10, 0]],
    [25, [10, 10, 5]],
  ])("are removed a few at a time: of %i", async (rows, batches) => {
    const db = await openUntilEnd(await newPlace());
    await fill(db, rows);
    const removed: number[] = [];
    const waiting: number[] = [];
    const pause = async () => void waiting.push(await left(db));

    const total = await removeInBatches(
      db,
      "meta",
      async (limit) => {
        removed.push(await removeSome(db, limit));
        return removed.at(-1) ?? 0;
      },
      { size: 10, pause },
    );

    expect(total).toBe(rows);
    expect(removed).toEqual(batches);
    // Each few were gone for good, and others came through, before the next ones went.
    expect(waiting).toEqual(batches.slice(0, -1).map((_, index) => rows - 10 * (index + 1)));
  });

  it("stay removed as far as it came when one of the batches fails", async () => {
    const db = await openUntilEnd(await newPlace());
    await fill(db, 25);
    const pause = async () => {};
    let batch = 0;
    const removal = removeInBatches(
      db,
      "meta",
      (limit) => {
        batch += 1;
        if (batch === 3) throw new Error("statement timeout");
        return removeSome(db, limit);
      },
      { size: 10, pause },
    );

    await expect(removal).rejects.toThrow("statement timeout");
    expect(await left(db)).toBe(5);
  });

  it("are counted in the log while they go, and few are not worth a line", async () => {
    const db = await openUntilEnd(await newPlace());
    const info = vi.spyOn(log, "info").mockImplementation(() => {});
    const batches = { size: 2, pause: async () => {} };
    await fill(db, 205);

    await removeInBatches(db, "meta", (limit) => removeSome(db, limit), batches);
    await removeInBatches(db, "meta", (limit) => removeSome(db, limit), batches);

    expect(info.mock.calls).toEqual([
      [{ event: "removing", operation: "meta", rows: 200 }],
      [{ event: "removed", operation: "meta", rows: 205 }],
    ]);
  });
});

describe("the embedded database", () => {
  it("gives back the room that was taken beside its file", async () => {
    const place = await newFolder();
    const db = await openUntilEnd(place);
    vi.spyOn(log, "info").mockImplementation(() => {});
    await fill(db, 1000);
    const journal = () => statSync(join(place.dataDir, "desk.db-wal")).size;
    expect(journal()).toBeGreaterThan(1_000_000);

    const pause = async () => {};
    await removeInBatches(db, "meta", (limit) => removeSome(db, limit), { size: 100, pause });

    expect(journal()).toBe(0);
  });
});
