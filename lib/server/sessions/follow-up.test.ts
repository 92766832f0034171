import { expect, it } from "vitest";
import { createVault } from "@/lib/server/db/seal";
import { linesOf, refuseRows, takeRows } from "@/test/audit/test-trail";
import { clerk, testCtx } from "@/test/ctx";
import { describeOnEachEngine, type NewPlace, openUntilEnd } from "@/test/db/test-database";
import {
  after,
  now,
  sampleConnection,
  sampleSecret,
  sampleSession,
  seen,
} from "@/test/sessions/sample-session";
import { claim } from "@/test/sessions/test-store";
import { writableStore } from "@/test/sessions/writable-store";
import { findSession } from "./find";
import { countHelp, finishFollowUp, reopenFollowUp } from "./follow-up";
import { removeOlderThan } from "./housekeeping";
import { saveSnapshot } from "./links";
import { noteRecords } from "./records";
import { listLinks } from "./worklist";

async function newDesk(newPlace: NewPlace) {
  const place = await newPlace();
  const db = await openUntilEnd(place);
  const vault = createVault(sampleSecret);
  const store = writableStore({ db, vault });
  let seconds = 0;
  const { ctx } = await testCtx({ db, vault, now: () => after(seconds) });
  const pass = (to: number) => {
    seconds = to;
  };
  /** The reason of the only link's need for help; null when it needs none. */
  const help = async () => {
    const request = { show: "all", mine: false, search: "", since: now.toISOString() } as const;
    const { rows } = await listLinks(ctx, { ...request, before: null });
    const [row] = rows;
    expect(row?.needsHelp).toBe(row?.help != null);
    expect(await countHelp(ctx)).toBe(row?.help ? 1 : 0);
    return row?.help?.reason ?? null;
  };
  /** A link, as the API tells of it after so many seconds. */
  const add = async () => {
    const id = await claim(store, "attempt-1");
    await store.recordMade(id, sampleSession(), seen(0));
    return id;
  };
  const tell = async (id: string, at: number, changes: Parameters<typeof sampleSession>[0]) => {
    pass(at);
    await saveSnapshot(store, id, sampleSession(changes), seen(at));
  };
  const told = async (id: string, at: number, state: "arrived" | "failed") => {
    pass(at);
    const { patientId = "" } = (await findSession(store, id))?.details ?? {};
    const { sourceId } = sampleConnection();
    await noteRecords(ctx, { patientId, sourceId, state, at: after(at).toISOString() });
  };
  const entries = async () =>
    (await linesOf(db)).filter(({ action }) => action.startsWith("follow-up"));
  return { place, db, store, ctx, entries, pass, help, add, tell, told };
}

const connected = { status: "complete", connections: [sampleConnection()] } as const;

describeOnEachEngine("following up", (newPlace) => {
  it("ends the need for help with a note, which nobody can read in the file and which goes with the link", async () => {
    const { db, store, ctx, entries, pass, help, add } = await newDesk(newPlace);
    const id = await add();
    expect(await help()).toBe(null);
    pass(1801);
    expect(await help()).toBe("unused");

    const note = "Planted Quell calls again on Monday";
    expect((await finishFollowUp(ctx, { id, note })).ok).toBe(true);

    expect(await help()).toBe(null);
    expect(await findSession(store, id)).toMatchObject({
      done: { at: after(1801).toISOString(), staffId: "staff-1", note },
    });
    const rows = await db.selectFrom("sessions").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain("Quell");
    expect(await entries()).toMatchObject([
      { action: "follow-up-done", outcome: "ok", staff_id: clerk.staffId, subject: id },
    ]);
    expect(JSON.stringify(await entries())).not.toContain("Quell");
    await removeOlderThan(store.db, after(9000));
    expect(await db.selectFrom("sessions").selectAll().execute()).toEqual([]);
  });

  it("is neither done nor undone while the trail takes no row", async () => {
    const { place, db, store, ctx, pass, add } = await newDesk(newPlace);
    const id = await add();
    pass(1801);
    await refuseRows(db, place);
    const done = finishFollowUp(ctx, { id, note: "Called" });
    await expect(done).rejects.toThrow("takes no row");
    expect(await findSession(store, id)).toMatchObject({ done: null });

    await takeRows(db, place);
    await finishFollowUp(ctx, { id, note: "Called" });
    await refuseRows(db, place);
    await expect(reopenFollowUp(ctx, id)).rejects.toThrow("takes no row");
    expect(await findSession(store, id)).toMatchObject({ done: { note: "Called" } });
  });

  it("asks for help again when it was not done yet, and has no note then", async () => {
    const { store, ctx, pass, help, add, entries } = await newDesk(newPlace);
    const id = await add();
    pass(1801);
    await finishFollowUp(ctx, { id, note: "" });

    expect((await reopenFollowUp(ctx, id)).ok).toBe(true);

    expect(await help()).toBe("unused");
    expect(await findSession(store, id)).toMatchObject({ done: null });
    expect((await entries()).map(({ action }) => action)).toEqual([
      "follow-up-done",
      "follow-up-reopened",
    ]);
  });

  it("stays done when the same is heard again, and is not when something else is", async () => {
    const { ctx, help, add, tell } = await newDesk(newPlace);
    const id = await add();
    await tell(id, 60, { status: "complete" });
    expect(await help()).toBe("nothing");
    await finishFollowUp(ctx, { id, note: "" });

    await tell(id, 70, { status: "complete" });
    expect(await help()).toBe(null);
    const failed = { ...sampleConnection(), status: "failed", failure: "portal" } as const;
    await tell(id, 80, { status: "complete", connections: [failed] });
    expect(await help()).toBe("failed");
  });

  it("notices access that lapses long after the end", async () => {
    const { help, add, tell } = await newDesk(newPlace);
    const id = await add();
    await tell(id, 60, connected);
    expect(await help()).toBe(null);

    const lapsed = { ...sampleConnection(), status: "refresh_failed" } as const;
    await tell(id, 90_000, { status: "complete", connections: [lapsed] });
    expect(await help()).toBe("lapsed");
  });

  it("needs help while records did not arrive, and none when they do", async () => {
    const { ctx, help, add, tell, told } = await newDesk(newPlace);
    const id = await add();
    await tell(id, 60, connected);
    await told(id, 70, "arrived");
    expect(await help()).toBe(null);
    await told(id, 80, "failed");
    expect(await help()).toBe("records");
    await told(id, 90, "arrived");
    expect(await help()).toBe(null);

    await told(id, 100, "failed");
    await finishFollowUp(ctx, { id, note: "" });
    expect(await help()).toBe(null);
    await told(id, 110, "failed");
    expect(await help()).toBe("records");
  });

  it("looks after the end of a link whose missing records were looked after before it", async () => {
    const { ctx, pass, help, add, tell, told } = await newDesk(newPlace);
    const id = await add();
    const other = { ...sampleConnection(), sourceId: "fhirsrc_other", status: "failed" } as const;
    await tell(id, 60, { connections: [sampleConnection(), { ...other, failure: "declined" }] });
    await told(id, 70, "failed");
    expect(await help()).toBe("records");
    await finishFollowUp(ctx, { id, note: "" });
    expect(await help()).toBe(null);
    await told(id, 80, "arrived");
    expect(await help()).toBe(null);

    pass(1801);
    expect(await help()).toBe("declined");
  });

  it("knows no link that is not there", async () => {
    const { ctx } = await newDesk(newPlace);
    const missing = { ok: false, error: { kind: "session-not-found", requestId: null } };
    expect(await finishFollowUp(ctx, { id: "x", note: "" })).toEqual(missing);
    expect(await reopenFollowUp(ctx, "A".repeat(22))).toEqual(missing);
  });
});
