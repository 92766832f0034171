import { describe, expect, it } from "vitest";
import type { ConnectError } from "@/lib/server/connect/errors";
import { refuseRows, takeRows } from "@/test/audit/test-trail";
import { clerk, testCtx } from "@/test/ctx";
import { mayo, missingCall, rejected, unanswered } from "@/test/sessions/fake-connect";
import { press, shown } from "@/test/sessions/test-desk";
import { disconnectHospital, loadWayOut } from "./way-out";

/** A link through which one hospital is connected. */
async function connectedLink(connectionId: string | null = "conn_1") {
  const made = await testCtx();
  const { ctx } = made;
  const entries = async () =>
    (await made.lines()).filter(({ action }) => action === "connection-disconnected");
  const { id } = shown(await press(ctx, { suggestedSourceIds: [mayo.id] })).progress;
  made.api.sessions[0]?.connections.push({
    id: connectionId,
    sourceId: mayo.id,
    status: "active",
    failure: null,
    failureCode: null,
    at: made.clock.now().toISOString(),
  });
  await loadWayOut(ctx, id);
  const disconnect = () => disconnectHospital(ctx, { id, sourceId: mayo.id });
  return { ...made, ctx, id, entries, disconnect };
}

describe("disconnecting a hospital", () => {
  it("is done when the API says so afterwards, and written down", async () => {
    const { ctx, id, entries, disconnect } = await connectedLink();
    expect((await loadWayOut(ctx, id))?.hospitals).toMatchObject([
      { name: "Mayo Clinic", state: "connected", hasId: true },
    ]);

    expect(await disconnect()).toEqual({ ok: true, value: "disconnected" });

    expect((await loadWayOut(ctx, id))?.hospitals).toMatchObject([{ state: "disconnected" }]);
    const about = { staff_id: clerk.staffId, staff_session: clerk.signInId, subject: id };
    expect(await entries()).toMatchObject([
      { ...about, outcome: "started" },
      { ...about, outcome: "ok" },
    ]);
  });

  it("asks nothing of the API while the trail takes no row", async () => {
    const { ctx, id, disconnect } = await connectedLink();
    const place = { dataDir: "", databaseUrl: null };
    await refuseRows(ctx.db, place);

    await expect(disconnect()).rejects.toThrow("takes no row");

    await takeRows(ctx.db, place);
    expect((await loadWayOut(ctx, id))?.hospitals).toMatchObject([{ state: "connected" }]);
  });

  it.each<[string, ConnectError, string]>([
    ["no-call", missingCall, "no-such-call"],
    ["refused", rejected(403), "refused"],
    ["not-known", unanswered(), "outcome-unknown"],
  ])("is %s when the API says that", async (outcome, error, written) => {
    const { ctx, id, api, entries, disconnect } = await connectedLink();
    api.failing = { disconnectConnection: error };

    expect(await disconnect()).toEqual({ ok: true, value: outcome });

    expect((await loadWayOut(ctx, id))?.hospitals).toMatchObject([{ state: "connected" }]);
    expect((await entries()).map((entry) => entry.outcome)).toEqual(["started", written]);
  });

  it("believes the look afterwards when the answer was lost and the work was done", async () => {
    const { api, disconnect } = await connectedLink();
    const { disconnectConnection } = api.client;
    api.client.disconnectConnection = async (...given) => {
      await disconnectConnection(...given);
      return { ok: false, error: unanswered() };
    };

    expect(await disconnect()).toEqual({ ok: true, value: "disconnected" });
  });

  it("is not known while the API cannot be asked, whatever it answered", async () => {
    const { api, ctx, id, disconnect } = await connectedLink();
    api.failing = { getSession: unanswered() };

    expect(await disconnect()).toEqual({ ok: true, value: "not-known" });
    expect((await loadWayOut(ctx, id))?.progress.stale).toBe(true);
  });

  it("sends nothing without an id to send", async () => {
    const { api, ctx, id, disconnect } = await connectedLink(null);

    expect(await disconnect()).toEqual({ ok: true, value: "no-call" });

    expect(api.count("disconnectConnection")).toBe(0);
    expect((await loadWayOut(ctx, id))?.hospitals).toMatchObject([{ hasId: false }]);
  });

  it("knows no link that is not there", async () => {
    const { ctx } = await connectedLink();
    expect(await loadWayOut(ctx, "nowhere")).toBeNull();
    const input = { id: "nowhere", sourceId: mayo.id };
    expect((await disconnectHospital(ctx, input)).ok).toBe(false);
  });
});
