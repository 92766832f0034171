import { expect, it } from "vitest";
import { act } from "@/lib/server/act";
import type { WritableDatabase } from "@/lib/server/db/schema";
import { defaultSettings } from "@/lib/settings/clinic";
import { testCtx } from "@/test/ctx";
import { describeOnEachEngine, openUntilEnd } from "@/test/db/test-database";
import { type Changes, readSaved, saveChanges, seed } from "./store";

const now = new Date("2026-11-02T15:00:00.000Z");

/** The store, where each change is an act of its own. */
function saving(db: WritableDatabase) {
  const deed = { action: "settings-changed", outcome: "ok" } as const;
  return {
    read: () => readSaved(db),
    save: async (changes: Changes, staffId: string, now: Date) =>
      act((await testCtx({ db })).ctx, deed, (tx) => saveChanges(tx, changes, { staffId, now })),
    seed: async (changes: Changes, now: Date) =>
      act((await testCtx({ db })).ctx, deed, (tx) => seed(tx, changes, now)),
  };
}

describeOnEachEngine("the saved settings", (newPlace) => {
  it("are the defaults until something is saved, and then that", async () => {
    const place = await newPlace();
    const db = await openUntilEnd(place);
    const store = saving(db);
    expect(await store.read()).toEqual(defaultSettings);

    const changes = {
      name: "Zoë’s Clinic 💚",
      retentionDays: 7,
      handoutLanguages: ["es" as const],
    };
    expect(await store.save(changes, "staff-1", now)).toEqual([
      "name",
      "handoutLanguages",
      "retentionDays",
    ]);

    const again = await openUntilEnd(place);
    expect(await readSaved(again)).toEqual({ ...defaultSettings, ...changes });
  });

  it("say which fields are different, who changed them last, and when", async () => {
    const db = await openUntilEnd(await newPlace());
    const store = saving(db);
    await store.save({ name: "Riverside", phone: "555-0100" }, "staff-1", now);
    const later = new Date(now.getTime() + 1000);
    expect(await store.save({ name: "Lakeside", phone: "555-0100" }, "staff-2", later)).toEqual([
      "name",
    ]);
    expect(await store.save({ name: undefined }, "staff-2", later)).toEqual([]);

    const rows = await db.selectFrom("settings").selectAll().orderBy("key").execute();
    expect(rows).toEqual([
      {
        key: "name",
        value: '"Lakeside"',
        updated_at: later.toISOString(),
        updated_by: "staff-2",
      },
      {
        key: "phone",
        value: '"555-0100"',
        updated_at: now.toISOString(),
        updated_by: "staff-1",
      },
    ]);
  });

  it("lose nothing when two people save different fields at the same moment", async () => {
    const place = await newPlace();
    const one = await openUntilEnd(place);
    const other = await openUntilEnd(place);
    const saves = Array.from({ length: 10 }, (_, index) => [
      saving(one).save({ name: `Name ${index}`, phone: "1" }, "staff-1", now),
      saving(other).save({ retentionDays: index + 1, phone: "2" }, "staff-2", now),
    ]);
    await Promise.all(saves.flat());

    const settings = await readSaved(one);
    expect(settings.name).toMatch(/^Name \d$/);
    expect(settings.retentionDays).not.toBe(defaultSettings.retentionDays);
    expect(["1", "2"]).toContain(settings.phone);
  });

  it("are taken from the environment once: at the first start", async () => {
    const store = saving(await openUntilEnd(await newPlace()));
    await Promise.all([
      store.seed({ name: "Riverside", retentionDays: 7 }, now),
      store.seed({ name: "Riverside", retentionDays: 7 }, now),
    ]);
    await store.seed({ name: "Lakeside", phone: "555-0100" }, now);
    expect(await store.read()).toEqual({ ...defaultSettings, name: "Riverside", retentionDays: 7 });
  });

  it("pass over what another version saved and this one cannot use", async () => {
    const db = await openUntilEnd(await newPlace());
    const row = { updated_at: now.toISOString(), updated_by: null };
    await db
      .insertInto("settings")
      .values([
        { ...row, key: "retentionDays", value: '"a month"' },
        { ...row, key: "phone", value: "{not json" },
        { ...row, key: "colour", value: '"green"' },
        { ...row, key: "name", value: '"Riverside"' },
      ])
      .execute();
    const settings = await readSaved(db);
    expect(settings).toEqual({ ...defaultSettings, name: "Riverside" });
  });
});
