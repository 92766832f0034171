import { expect, it } from "vitest";
import { describeOnEachEngine } from "@/test/db/test-database";
import {
  after,
  now,
  sampleConnection,
  sampleDetails,
  sampleSession,
  seen,
} from "@/test/sessions/sample-session";
import { claim, newStore } from "@/test/sessions/test-store";
import type { TestStore } from "@/test/sessions/writable-store";
import { findSession, listTagsInUse, listUnsettled, liveRows } from "./find";
import { removeOlderThan } from "./housekeeping";
import { saveSnapshot } from "./links";

async function make(store: TestStore, attemptId: string, upstreamId: string, more = {}) {
  const id = await claim(store, attemptId, more);
  await store.recordMade(id, sampleSession({ id: upstreamId }), seen(0));
  return id;
}

describeOnEachEngine("following a session", (newPlace) => {
  it("keeps what the API says later", async () => {
    const store = await newStore(newPlace);
    const id = await make(store, "attempt-1", "sess_1");
    const later = sampleSession({ id: "sess_1", connections: [sampleConnection()] });

    const row = await saveSnapshot(store, id, later, seen(60));

    expect(row).toMatchObject({
      snapshot: {
        status: "open",
        url: later.url,
        connections: [sampleConnection()],
        checkedAt: "2026-04-25T14:31:00.000Z",
      },
    });
    expect(await findSession(store, id)).toEqual(row);
  });

  it("keeps a new answer though the one before was heard by a clock that was 40 days ahead", async () => {
    const store = await newStore(newPlace);
    const id = await make(store, "attempt-1", "sess_1");
    await saveSnapshot(store, id, sampleSession({ id: "sess_1" }), seen(40 * 86_400));
    const complete = sampleSession({ id: "sess_1", status: "complete" });

    const row = await saveSnapshot(store, id, complete, seen(60));

    expect(row?.snapshot).toMatchObject({
      status: "complete",
      checkedAt: seen(60).at.toISOString(),
    });
  });

  it("forgets the link once the session is over", async () => {
    const store = await newStore(newPlace);
    const complete = await make(store, "attempt-1", "sess_1");
    const expired = await make(store, "attempt-2", "sess_2");

    await saveSnapshot(
      store,
      complete,
      sampleSession({ id: "sess_1", status: "complete" }),
      seen(9),
    );
    await saveSnapshot(store, expired, sampleSession({ id: "sess_2", status: "expired" }), seen(9));

    expect(await findSession(store, complete)).toMatchObject({
      snapshot: { status: "complete", url: null },
    });
    expect(await findSession(store, expired)).toMatchObject({
      snapshot: { status: "expired", url: null },
    });
  });

  it("lets no slower, older answer undo a newer one", async () => {
    const store = await newStore(newPlace);
    const id = await make(store, "attempt-1", "sess_1");
    const connected = sampleSession({ id: "sess_1", connections: [sampleConnection()] });
    const newer = await saveSnapshot(store, id, connected, seen(60));

    const row = await saveSnapshot(store, id, sampleSession({ id: "sess_1" }), seen(30));

    expect(row).toEqual(newer);
  });

  it.each(["complete", "expired"] as const)("never reopens or changes what is %s", async (end) => {
    const store = await newStore(newPlace);
    const id = await make(store, "attempt-1", "sess_1");
    const over = await saveSnapshot(
      store,
      id,
      sampleSession({ id: "sess_1", status: end }),
      seen(9),
    );

    for (const status of ["open", "other", end === "expired" ? "complete" : "expired"] as const) {
      const row = await saveSnapshot(store, id, sampleSession({ id: "sess_1", status }), seen(60));
      expect(row).toEqual(over);
    }
  });

  it("keeps connections that change after the session is over", async () => {
    const store = await newStore(newPlace);
    const id = await make(store, "attempt-1", "sess_1");
    const over = sampleSession({ id: "sess_1", status: "complete" });
    await saveSnapshot(store, id, over, seen(9));

    await saveSnapshot(store, id, { ...over, connections: [sampleConnection()] }, seen(10));

    expect(await findSession(store, id)).toMatchObject({
      snapshot: { connections: [sampleConnection()] },
    });
  });

  it("keeps no answer that is about another session", async () => {
    const store = await newStore(newPlace);
    const id = await make(store, "attempt-1", "sess_1");
    const before = await findSession(store, id);

    const row = await saveSnapshot(store, id, sampleSession({ id: "sess_2" }), seen(60));

    expect(row).toEqual(before);
  });

  it("adopts a session that only the API knows, once", async () => {
    const store = await newStore(newPlace);
    const session = sampleSession({ createdAt: "2026-04-25T14:00:00Z" });
    const found = { details: sampleDetails(), tag: "Plum 3", session, seen: seen(0) };

    const rows = await Promise.all([store.adopt(found), store.adopt(found)]);

    expect(rows[0]).toEqual(rows[1]);
    expect(rows[0]).toMatchObject({
      stage: "made",
      tag: "Plum 3",
      details: sampleDetails(),
      createdAt: "2026-04-25T14:00:00.000Z",
      snapshot: { upstreamId: session.id, url: session.url },
    });
    expect(await findSession(store, rows[0].id)).toEqual(rows[0]);
  });

  it("returns our own row instead of adopting it", async () => {
    const store = await newStore(newPlace);
    const id = await make(store, "attempt-1", "sess_1");
    const session = sampleSession({ id: "sess_1" });

    const row = await store.adopt({
      details: sampleDetails({ name: "Somebody Else" }),
      tag: "Plum 3",
      session,
      seen: seen(9),
    });

    expect(row).toMatchObject({ id, tag: "Blue 7", details: sampleDetails() });
  });

  it("lists one patient's links that work or may work, newest first", async () => {
    const store = await newStore(newPlace);
    const older = await make(store, "older", "sess_1", { at: after(-60) });
    const trying = await claim(store, "trying");
    await store.recordNotMade(await claim(store, "refused"));
    const over = await make(store, "over", "sess_2");
    await saveSnapshot(store, over, sampleSession({ id: "sess_2", status: "complete" }), seen(1));
    const someoneElse = sampleDetails({ patientId: "MRN-10024" });
    await make(store, "someone else", "sess_3", { details: someoneElse });

    const live = (patientId: string, at: Date) =>
      liveRows(store, patientId, at).select("id").execute();

    expect(await live("MRN-10023", after(60))).toEqual([{ id: trying }, { id: older }]);
    expect(await live("MRN-10023", after(1800))).toEqual([]);
    expect(await live("mrn-10023", after(60))).toEqual([]);
  });

  it("lists attempts that have waited for an outcome for long, oldest first", async () => {
    const store = await newStore(newPlace);
    await store.recordUnknown(await claim(store, "second", { at: after(10) }), null, after(15));
    await claim(store, "first");
    await claim(store, "young", { at: after(30) });
    await make(store, "made", "sess_1");
    await store.recordNotMade(await claim(store, "refused"));

    const unsettled = await listUnsettled(store, after(30), after(90));

    expect(unsettled.map(({ attemptId }) => attemptId)).toEqual(["first", "second"]);
  });

  it("tells which of some tags a screen may be showing", async () => {
    const store = await newStore(newPlace);
    await claim(store, "trying", { tag: "Blue 1" });
    await make(store, "open", "sess_1", { tag: "Blue 2" });
    await claim(store, "same tag", { tag: "Blue 2" });
    await store.recordNotMade(await claim(store, "refused", { tag: "Blue 3" }));
    const over = await make(store, "over", "sess_2", { tag: "Blue 4" });
    await saveSnapshot(store, over, sampleSession({ id: "sess_2", status: "expired" }), seen(1));
    const brief = sampleDetails({ lifetimeSeconds: 60 });
    await claim(store, "ended", { tag: "Blue 5", details: brief });
    await claim(store, "not asked about", { tag: "Blue 6" });

    const asked = [1, 2, 3, 4, 5].map((number) => `Blue ${number}`);
    expect((await listTagsInUse(store, asked, after(60))).sort()).toEqual(["Blue 1", "Blue 2"]);
  });

  it("removes what is older than the clinic keeps it, and nothing else", async () => {
    const store = await newStore(newPlace);
    const old = await make(store, "old", "sess_1", { at: after(-1) });
    const kept = await make(store, "kept", "sess_2");

    expect(await removeOlderThan(store.db, now)).toBe(1);

    expect(await findSession(store, old)).toBeNull();
    expect(await findSession(store, kept)).not.toBeNull();
    expect(await removeOlderThan(store.db, now)).toBe(0);
  });
});
