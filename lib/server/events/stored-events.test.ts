import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Ctx } from "@/lib/server/context";
import { noteEvent, readEndpoint } from "@/lib/server/live-updates/kept-endpoint";
import { log } from "@/lib/server/log";
import { removeOlderThan } from "@/lib/server/sessions/housekeeping";
import { type TestCtx, testCtx } from "@/test/ctx";
import { describeOnEachEngine, openUntilEnd } from "@/test/db/test-database";
import { keep } from "@/test/live-updates/test-updates";
import { after, now, sampleDetails } from "@/test/sessions/sample-session";
import { writableStore } from "@/test/sessions/writable-store";
import type { Subject } from "./event";
import { acceptEvent, claimDue, finishEvent, removeOldEvents } from "./stored-events";

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
  let ctx: TestCtx["ctx"];
  beforeAll(async () => {
    ({ ctx } = await testCtx({ db: await openUntilEnd(await newPlace()) }));
  });
  beforeEach(async () => {
    const tables = ["webhook_events", "record_syncs", "live_updates", "sessions"] as const;
    for (const table of tables) await ctx.db.deleteFrom(table).execute();
  });
  /** So many seconds after the start. */
  const at = (seconds: number): Ctx => ({ ...ctx, now: () => after(seconds) });

  it("are each taken in once, however many come at the same moment", async () => {
    const taken = await Promise.all(Array.from({ length: 10 }, () => acceptEvent(at(0), event())));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await acceptEvent(at(89 * 86_400), event())).toBe(false);
  });

  it("go to one worker each, and to none once they are finished", async () => {
    for (const id of ["evt_1", "evt_2"]) await acceptEvent(at(0), event({ id }));
    const claimed = await Promise.all([1, 2, 3, 4].map(() => claimDue(at(0))));
    const ids = claimed.flatMap((due) => due?.id ?? []);
    expect(ids.sort()).toEqual(["evt_1", "evt_2"]);
    for (const id of ids) await finishEvent(at(0), id);
    expect(await claimDue(at(1e6))).toBeNull();
  });

  it("do not wait for 40 days because the clock was ahead when they came", async () => {
    await acceptEvent(at(40 * 86_400), event());
    expect(await claimDue(at(0))).toMatchObject({ id: "evt_1" });
    expect(await claimDue(at(0))).toBeNull();
    expect(await claimDue(at(5))).toMatchObject({ id: "evt_1" });
  });

  it("come again when their worker was killed: after 5 s, 10 s, 20 s, and so on to an hour", async () => {
    await acceptEvent(at(0), event());
    let second = 0;
    for (const wait of [0, 5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]) {
      if (wait > 0) expect(await claimDue(at(second + wait - 1))).toBeNull();
      second += wait;
      expect(await claimDue(at(second))).toMatchObject({ id: "evt_1", subject });
    }
  });

  it("are about nobody who could be read in the database, and keep no subject when done", async () => {
    await acceptEvent(at(0), event({ subject: records }));
    const row = () => ctx.db.selectFrom("webhook_events").selectAll().executeTakeFirstOrThrow();
    expect(JSON.stringify(await row())).not.toContain("MRN");
    await finishEvent(at(0), "evt_1");
    expect(await row()).toMatchObject({ payload: null, handled_at: now.toISOString() });
  });

  it("are done at once when nothing is known of them, and counted", async () => {
    const endpoint = { id: "wh_1", url: "https://desk.example", status: "active" } as const;
    await keep(at(0), { ...endpoint, secret: "whsec_made_up" });
    await acceptEvent(at(0), event({ subject: null }));
    await acceptEvent(at(0), event({ subject: null }));
    await noteEvent(ctx.db, false, after(5));
    expect(await claimDue(at(1e6))).toBeNull();
    expect(await readEndpoint(ctx)).toMatchObject({
      unknownEvents: 2,
      lastEventAt: after(5).toISOString(),
    });
  });

  it("are forgotten after 90 days", async () => {
    await acceptEvent(at(0), event());
    await removeOldEvents(at(90 * 86_400));
    expect(await acceptEvent(at(90 * 86_400), event())).toBe(false);
    await removeOldEvents(at(90 * 86_400 + 1));
    expect(await acceptEvent(at(90 * 86_400 + 1), event())).toBe(true);
  });

  it("tell of a patient's records, and the latest counts in whatever order they come", async () => {
    const sync = { patientId: "MRN-10023", sourceId: "fhirsrc_mayo" };
    const told = async () =>
      (await ctx.db.selectFrom("record_syncs").select(["state", "at"]).execute()).map(
        ({ state, at }) => [state, at],
      );
    const time = (seconds: number) => after(seconds).toISOString();
    const links = writableStore(ctx);
    const attempt = { attemptId: "attempt-1", details: sampleDetails(), tag: "Blue 7" };
    await links.claimAttempt({ ...attempt, staffId: null, now });
    await finishEvent(at(0), "evt_2", { ...sync, state: "arrived", at: time(20) });
    await finishEvent(at(0), "evt_1", { ...sync, state: "failed", at: time(10) });
    expect(await told()).toEqual([["arrived", time(20)]]);
    await finishEvent(at(0), "evt_3", { ...sync, state: "failed", at: time(30) });
    expect(await told()).toEqual([["failed", time(30)]]);
    // Nobody here has a link any more.
    await removeOlderThan(ctx.db, after(1));
    expect(await told()).toEqual([]);
    await finishEvent(at(0), "evt_4", { ...sync, state: "failed", at: time(40) });
    expect(await told()).toEqual([]);
  });

  it("are each done by themselves: one that cannot be read keeps none behind it waiting", async () => {
    const error = vi.spyOn(log, "error").mockImplementation(() => {});
    await acceptEvent(at(0), event());
    await ctx.db.updateTable("webhook_events").set({ payload: "AAAA" }).execute();
    await acceptEvent(at(1), event({ id: "evt_2" }));

    expect(await claimDue(at(2))).toMatchObject({ id: "evt_2" });
    expect(error).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ event: "row_failed", operation: "claim-event", row: "evt_1" }),
    );
  });
});
