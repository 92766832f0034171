import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Database } from "@/lib/server/db/schema";
import { createVault } from "@/lib/server/db/seal";
import { readEndpoint } from "@/lib/server/kept-endpoint";
import { log } from "@/lib/server/log";
import { removeOlderThan } from "@/lib/server/sessions/remove-older";
import { testCtx } from "@/test/ctx";
import { describeOnEachEngine, openUntilEnd } from "@/test/db/test-database";
import { keep } from "@/test/live-updates/test-updates";
import { after, now, sampleDetails, sampleSecret } from "@/test/sessions/sample-session";
import { writableStore } from "@/test/sessions/writable-store";
import type { Subject } from "./event";
import { createEventStore, type EventStore } from "./event-store";

const subject: Subject = { about: "session", sessionId: "sess_1" };
const records: Subject = {
  about: "records",
  patientId: "MRN-10023",
  connectionId: "fhirsrc_mayo",
  state: "arrived",
  at: now.toISOString(),
};
const event = (changes: { id?: string; subject?: Subject | null } = {}) => ({
  ...{ id: "evt_1", type: "session.completed", subject },
  ...changes,
});

describeOnEachEngine("events that were taken in", (newPlace) => {
  const vault = createVault(sampleSecret);
  let db: Database;
  let store: EventStore;
  beforeAll(async () => {
    db = await openUntilEnd(await newPlace());
    store = createEventStore(db, vault);
  });
  beforeEach(async () => {
    const tables = ["webhook_events", "record_syncs", "live_updates", "sessions"] as const;
    for (const table of tables) await db.deleteFrom(table).execute();
  });

  it("are each taken in once, however many come at the same moment (row 18)", async () => {
    const taken = await Promise.all(Array.from({ length: 10 }, () => store.accept(event(), now)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await store.accept(event(), after(89 * 86_400))).toBe(false);
  });

  it("go to one worker each, and to none once they are finished", async () => {
    for (const id of ["evt_1", "evt_2"]) await store.accept(event({ id }), now);
    const claimed = await Promise.all([1, 2, 3, 4].map(() => store.claimDue(now)));
    const ids = claimed.flatMap((due) => due?.id ?? []);
    expect(ids.sort()).toEqual(["evt_1", "evt_2"]);
    for (const id of ids) await store.finish(id, now);
    expect(await store.claimDue(after(1e6))).toBeNull();
  });

  it("do not wait for 40 days because the clock was ahead when they came", async () => {
    await store.accept(event(), after(40 * 86_400));
    expect(await store.claimDue(now)).toMatchObject({ id: "evt_1" });
    expect(await store.claimDue(now)).toBeNull();
    expect(await store.claimDue(after(5))).toMatchObject({ id: "evt_1" });
  });

  it("come again when their worker was killed: after 5 s, 10 s, 20 s, and so on to an hour", async () => {
    await store.accept(event(), now);
    let at = 0;
    for (const wait of [0, 5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]) {
      if (wait > 0) expect(await store.claimDue(after(at + wait - 1))).toBeNull();
      at += wait;
      expect(await store.claimDue(after(at))).toMatchObject({ id: "evt_1", subject });
    }
  });

  it("are about nobody who could be read in the database, and keep no subject when done", async () => {
    await store.accept(event({ subject: records }), now);
    const row = () => db.selectFrom("webhook_events").selectAll().executeTakeFirstOrThrow();
    expect(JSON.stringify(await row())).not.toContain("MRN");
    await store.finish("evt_1", now);
    expect(await row()).toMatchObject({ payload: null, handled_at: now.toISOString() });
  });

  it("are done at once when nothing is known of them, and counted", async () => {
    const { ctx } = await testCtx({ db });
    const endpoint = { id: "wh_1", url: "https://desk.example", status: "active" } as const;
    await keep(ctx, { ...endpoint, secret: "whsec_made_up" });
    await store.accept(event({ subject: null }), now);
    await store.accept(event({ subject: null }), now);
    await store.noteOddity(after(5));
    expect(await store.claimDue(after(1e6))).toBeNull();
    expect(await readEndpoint(ctx)).toMatchObject({
      unknownEvents: 2,
      lastEventAt: after(5).toISOString(),
    });
  });

  it("are forgotten after 90 days", async () => {
    await store.accept(event(), now);
    await store.removeOld(after(90 * 86_400));
    expect(await store.accept(event(), after(90 * 86_400))).toBe(false);
    await store.removeOld(after(90 * 86_400 + 1));
    expect(await store.accept(event(), after(90 * 86_400 + 1))).toBe(true);
  });

  it("tell of a patient's records, and the latest counts in whatever order they come (row 18)", async () => {
    const sync = { patientId: "MRN-10023", sourceId: "fhirsrc_mayo" };
    const told = async () =>
      (await db.selectFrom("record_syncs").select(["state", "at"]).execute()).map(
        ({ state, at }) => [state, at],
      );
    const at = (seconds: number) => after(seconds).toISOString();
    const links = writableStore({ db, vault });
    const attempt = { attemptId: "attempt-1", details: sampleDetails(), tag: "Blue 7" };
    await links.claimAttempt({ ...attempt, staffId: null, now });
    await store.finish("evt_2", now, { ...sync, state: "arrived", at: at(20) });
    await store.finish("evt_1", now, { ...sync, state: "failed", at: at(10) });
    expect(await told()).toEqual([["arrived", at(20)]]);
    await store.finish("evt_3", now, { ...sync, state: "failed", at: at(30) });
    expect(await told()).toEqual([["failed", at(30)]]);
    // Nobody here has a link any more.
    await removeOlderThan(db, after(1));
    expect(await told()).toEqual([]);
    await store.finish("evt_4", now, { ...sync, state: "failed", at: at(40) });
    expect(await told()).toEqual([]);
  });

  it("are each done by themselves: one that cannot be read keeps none behind it waiting", async () => {
    const error = vi.spyOn(log, "error").mockImplementation(() => {});
    await store.accept(event(), now);
    await db.updateTable("webhook_events").set({ payload: "AAAA" }).execute();
    await store.accept(event({ id: "evt_2" }), after(1));

    expect(await store.claimDue(after(2))).toMatchObject({ id: "evt_2" });
    expect(error).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ event: "row_failed", operation: "claim-event", row: "evt_1" }),
    );
  });
});
