import { describe, expect, it } from "vitest";
import type { Connection } from "@/lib/server/connect/session";
import { findByUpstreamId, findSession } from "@/lib/server/sessions/find";
import { removeOlderThan } from "@/lib/server/sessions/housekeeping";
import { saveSnapshot } from "@/lib/server/sessions/links";
import { linksOfConnection, linksOfPatient } from "@/lib/server/sessions/records";
import { newUpdates, wireEvent } from "@/test/live-updates/test-updates";
import { mayo, notFound, unanswered } from "@/test/sessions/fake-connect";
import {
  after,
  now,
  sampleConnection,
  sampleDetails,
  sampleSession,
  seen,
} from "@/test/sessions/sample-session";
import { press, shown } from "@/test/sessions/test-desk";
import { writableStore } from "@/test/sessions/writable-store";
import { parseEvent } from "./event";
import { acceptEvent } from "./stored-events";
import { handleDue } from "./work";

/** A desk whose patient has one link, made a minute ago. */
async function watchedLink() {
  const made = await newUpdates();
  const { ctx, desk, api, clock, db } = made;
  const { id } = shown(await press(ctx, { suggestedSourceIds: [mayo.id] })).progress;
  const session = api.sessions[0];
  if (!session) throw new Error("Nothing was made.");
  clock.pass(60);
  let number = 0;
  /** Takes an event in, and does what it asks for. */
  async function come(type: string, object: unknown, more: Record<string, unknown> = {}) {
    number += 1;
    const event = parseEvent(
      wireEvent(type, object, { id: `evt_${number}`, ...more }),
      clock.now(),
    );
    if (event) await acceptEvent(desk, event);
    await handleDue(desk, { count: 0 });
  }
  const status = async () => (await findSession(ctx, id))?.snapshot?.status;
  const waiting = async () =>
    (await db.selectFrom("webhook_events").select("id").where("handled_at", "is", null).execute())
      .length;
  return { ...made, id, session, come, status, waiting };
}

function connection(changes: Partial<Connection> = {}): Connection {
  return {
    ...{ id: "conn_1", sourceId: mayo.id, status: "active", failure: null, failureCode: null },
    at: "2026-04-25T14:31:00.000Z",
    ...changes,
  };
}

describe("an event", () => {
  it("that a patient finished makes the desk ask, and know", async () => {
    const { come, session, status, api, waiting } = await watchedLink();
    session.status = "complete";
    await come("session.completed", { id: session.id });
    expect(await status()).toBe("complete");
    expect(api.count("getSession")).toBe(1);
    expect(await waiting()).toBe(0);
  });

  it("is not believed itself: where the API says that the link is open, it is", async () => {
    const { come, session, status } = await watchedLink();
    await come("session.completed", { id: session.id, status: "complete", connections: [] });
    expect(await status()).toBe("open");
  });

  it("that comes late changes nothing that the API does not say again", async () => {
    const { come, session, status, ctx, id } = await watchedLink();
    session.connections.push(connection());
    session.status = "complete";
    await come("session.completed", { id: session.id });
    session.connections = [connection({ status: "refresh_failed" })];
    await come("connection.token_refresh_failed", { id: "conn_1", connection_id: mayo.id });
    await come("session.completed", { id: session.id }, { created_at: "2026-04-25T14:29:00Z" });
    expect(await status()).toBe("complete");
    expect((await findSession(ctx, id))?.snapshot?.connections).toMatchObject([
      { id: "conn_1", status: "refresh_failed" },
    ]);
  });

  it("of lapsed access finds its link by the connection, though the link is long over", async () => {
    const { come, session, ctx, id, clock } = await watchedLink();
    session.connections.push(connection());
    session.status = "complete";
    await come("session.completed", { id: session.id });
    clock.pass(30 * 86_400);
    session.connections = [connection({ status: "refresh_failed" })];
    await come("connection.token_refresh_failed", { id: "conn_1" });
    expect((await findSession(ctx, id))?.snapshot?.connections).toMatchObject([
      { status: "refresh_failed" },
    ]);
  });

  it.each([
    ["session.completed", { id: "sess_of_another_desk" }],
    ["connection.token_refresh_failed", { id: "conn_of_another_desk" }],
    ["records.sync.completed", { patient_id: "MRN-unknown", connection_id: mayo.id }],
  ])("%s about what this desk does not know is done at once", async (type, object) => {
    const { come, api, waiting, db } = await watchedLink();
    await come(type, object);
    expect(api.count("getSession")).toBe(0);
    expect(await waiting()).toBe(0);
    expect(await db.selectFrom("record_syncs").selectAll().execute()).toEqual([]);
  });

  it("waits while the API cannot be asked, and is done when it can", async () => {
    const { come, session, status, api, clock, desk, waiting } = await watchedLink();
    session.status = "complete";
    api.failing = { getSession: unanswered() };
    await come("session.completed", { id: session.id });
    expect([await status(), await waiting()]).toEqual(["open", 1]);

    api.failing = {};
    await handleDue(desk, { count: 0 });
    expect(await status()).toBe("open");
    clock.pass(6);
    await handleDue(desk, { count: 0 });
    expect([await status(), await waiting()]).toEqual(["complete", 0]);
  });

  it("is given up after a day of asking in vain", async () => {
    const { come, session, api, clock, desk, waiting } = await watchedLink();
    api.failing = { getSession: notFound };
    await come("session.completed", { id: session.id });
    clock.pass(86_000);
    await handleDue(desk, { count: 0 });
    expect(await waiting()).toBe(1);
    clock.pass(3_600);
    await handleDue(desk, { count: 0 });
    expect(await waiting()).toBe(0);
  });

  it.each([mayo.id, "conn_1"])(
    "of records that arrived is kept for the hospital of %s",
    async (connection_id) => {
      const { come, session, db, ctx } = await watchedLink();
      session.connections.push(connection());
      await come("session.completed", { id: session.id });
      await come("records.sync.completed", { patient_id: session.patientId, connection_id });
      expect(await db.selectFrom("record_syncs").selectAll().execute()).toEqual([
        {
          patient_key: (await findByUpstreamId(ctx, session.id))?.patientKey,
          source_id: mayo.id,
          state: "arrived",
          at: "2026-04-25T14:30:00.000Z",
        },
      ]);
    },
  );

  it("of records asks about the patient's open link, and about no other", async () => {
    const { come, session, api, status } = await watchedLink();
    session.connections.push(connection());
    const event = { patient_id: session.patientId, connection_id: mayo.id };
    await come("records.sync.completed", event);
    expect(api.count("getSession")).toBe(1);
    session.status = "complete";
    await come("session.completed", { id: session.id });
    expect(await status()).toBe("complete");
    await come("records.sync.failed", event);
    expect(api.count("getSession")).toBe(2);
  });

  it("is worked on beside others, and by eight at most", async () => {
    const { desk, session, api, clock } = await watchedLink();
    for (let number = 0; number < 20; number++) {
      const event = wireEvent("session.completed", { id: session.id }, { id: `evt_${number}` });
      const parsed = parseEvent(event, clock.now());
      if (parsed) await acceptEvent(desk, parsed);
    }
    const workers = { count: 0 };
    const rounds = Array.from({ length: 12 }, () => handleDue(desk, workers));
    expect(workers.count).toBe(8);
    await Promise.all(rounds);
    expect(workers.count).toBe(0);
    expect(api.count("getSession")).toBe(20);
  });
});

describe("a link", () => {
  it("is found by its connection, which stands nowhere, and by its patient", async () => {
    const { ctx, db } = await newUpdates();
    const sessions = writableStore(ctx);
    const adopt = (changes: Parameters<typeof sampleSession>[0]) =>
      sessions.adopt({
        details: sampleDetails(),
        tag: "Blue 7",
        session: sampleSession(changes),
        seen: seen(1),
      });
    const open = await adopt({ id: "sess_1" });
    const over = await adopt({
      id: "sess_2",
      status: "complete",
      connections: [sampleConnection()],
    });
    const connectionId = sampleConnection().id ?? "";
    expect(await linksOfConnection(ctx, connectionId)).toEqual([over.id]);
    expect(await linksOfConnection(ctx, "conn_other")).toEqual([]);
    expect(await linksOfPatient({ ...ctx, now: () => now }, "MRN-10023")).toEqual({
      isKnown: true,
      open: [open.id],
    });
    expect(await linksOfPatient({ ...ctx, now: () => now }, "MRN-10024")).toEqual({
      isKnown: false,
      open: [],
    });

    await saveSnapshot(
      ctx,
      open.id,
      sampleSession({ id: "sess_1", connections: [{ ...sampleConnection(), id: "conn_2" }] }),
      seen(2),
    );
    expect(await linksOfConnection(ctx, "conn_2")).toEqual([open.id]);
    const kept = await db.selectFrom("session_connections").selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain("conn_");
    await removeOlderThan(db, after(1e6));
    expect(await linksOfConnection(ctx, "conn_2")).toEqual([]);
  });
});
