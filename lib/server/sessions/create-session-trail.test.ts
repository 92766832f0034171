import { afterEach, describe, expect, it } from "vitest";
import type { WritableDatabase } from "@/lib/server/db/schema";
import { refuseRows, takeRows } from "@/test/audit/test-trail";
import { clerk, housekeeping, testCtx } from "@/test/ctx";
import { rejected, unanswered } from "@/test/sessions/fake-connect";
import { attempt } from "@/test/sessions/sample-input";
import { press, shown } from "@/test/sessions/test-desk";
import { settleAttempt } from "./create-session";
import { removeOldSessions, settleLostAttempts } from "./housekeeping";

const embedded = { dataDir: "", databaseUrl: null };
const who = { staff_id: clerk.staffId, staff_session: clerk.signInId };
let closed: WritableDatabase | null = null;

/** From now on the trail takes no row. */
async function closeTrail(db: WritableDatabase) {
  await refuseRows(db, embedded);
  closed = db;
}

async function openTrail(db: WritableDatabase) {
  await takeRows(db, embedded);
  closed = null;
}

afterEach(async () => {
  if (closed) await openTrail(closed);
});

async function stages(db: WritableDatabase) {
  const rows = await db.selectFrom("sessions").select("stage").execute();
  return rows.map(({ stage }) => stage);
}

describe("a press of Create", () => {
  it("is in the trail before it is sent, and again with what came of it", async () => {
    const { ctx, lines } = await testCtx();

    const { id } = shown(await press(ctx)).progress;

    const about = { ...who, action: "link-created", subject: id };
    expect(await lines()).toMatchObject([
      { ...about, outcome: "started" },
      { ...about, outcome: "ok" },
    ]);
  });

  it.each([
    ["was refused", rejected(403), "forbidden", "not-made"],
    [
      "was not reached",
      { kind: "unreachable", cause: "dns", requestId: null },
      "no-connection",
      "not-made",
    ],
    ["was not answered", unanswered(), "outcome-unknown", "unknown"],
  ] as const)(
    "that %s says so in one step with what is kept of it",
    async (_, error, outcome, stage) => {
      const { ctx, api, lines } = await testCtx();
      const { db } = ctx;
      api.failing = { createSession: error };

      await press(ctx);

      expect((await lines()).map((line) => line.outcome)).toEqual(["started", outcome]);
      expect(await stages(db)).toEqual([stage]);
    },
  );

  it("that is stopped before it is sent is one line", async () => {
    const { ctx, api, lines } = await testCtx();
    api.patients.set("MRN10023", { id: "MRN10023", name: "Zoë Braun", email: null, rest: {} });

    await press(ctx, { name: "María López" });

    expect(await lines()).toMatchObject([{ ...who, outcome: "identity-differs", subject: null }]);
  });

  it("sends nothing and keeps nothing while the trail takes no line", async () => {
    const { ctx, api } = await testCtx();
    const { db } = ctx;
    await closeTrail(db);

    await expect(press(ctx)).rejects.toThrow("takes no row");

    expect(api.created).toEqual([]);
    expect(await stages(db)).toEqual([]);
    await openTrail(db);
    expect((await press(ctx)).ok).toBe(true);
  });

  it("whose outcome the trail does not take shows no link, and housekeeping settles it with a line", async () => {
    const { ctx, api, clock, lines } = await testCtx();
    const { db } = ctx;
    const create = ctx.connect.createSession;
    ctx.connect.createSession = async (...sent) => {
      const answer = await create(...sent);
      await closeTrail(db);
      return answer;
    };

    await expect(press(ctx)).rejects.toThrow("takes no row");

    expect(api.created).toHaveLength(1);
    expect(await stages(db)).toEqual(["claimed"]);
    await openTrail(db);
    clock.pass(61);
    await settleLostAttempts({ ...ctx, actor: housekeeping });
    expect(await stages(db)).toEqual(["made"]);
    expect(await lines()).toMatchObject([
      { ...who, outcome: "started" },
      { staff_id: null, staff_session: "system:housekeeping", outcome: "found" },
    ]);
  });
});

describe("what housekeeping and other desks find", () => {
  it("is given up with a line of the desk itself", async () => {
    const { ctx, api, clock, lines } = await testCtx();
    api.failing = { createSession: unanswered() };
    await press(ctx);
    api.failing = {};
    clock.pass(120);

    await settleLostAttempts({ ...ctx, actor: housekeeping });

    expect((await lines()).at(-1)).toMatchObject({
      ...{ action: "link-created", outcome: "not-made" },
      ...{ staff_id: null, staff_session: "system:housekeeping" },
    });
  });

  it("is not settled while the trail takes no line", async () => {
    const { ctx, api, clock } = await testCtx();
    const { db } = ctx;
    api.failing = { createSession: unanswered() };
    await press(ctx);
    api.failing = {};
    clock.pass(120);
    await closeTrail(db);

    await settleLostAttempts({ ...ctx, actor: housekeeping }).catch(() => {});

    expect(await stages(db)).toEqual(["unknown"]);
  });

  it("is taken into our books with a line, or not at all", async () => {
    const { ctx, api, lines } = await testCtx();
    const { db } = ctx;
    api.add({ patientId: "MRN10023", metadata: {} });
    await closeTrail(db);
    await expect(press(ctx)).rejects.toThrow("takes no row");
    expect(await stages(db)).toEqual([]);
    await openTrail(db);

    await press(ctx);

    expect(await stages(db)).toEqual(["made"]);
    expect(await lines()).toMatchObject([
      { ...who, action: "link-taken-in", outcome: "ok" },
      { ...who, action: "link-created", outcome: "open-link-exists" },
    ]);
  });

  it("is removed when it is old: announced, and counted; not while the trail takes no row", async () => {
    const { ctx, clock, lines } = await testCtx();
    const { db } = ctx;
    const keeper = { ...ctx, actor: housekeeping, clinic: { ...ctx.clinic, retentionDays: 30 } };
    await press(ctx);
    clock.pass(31 * 86_400);
    await closeTrail(db);
    await expect(removeOldSessions(keeper)).rejects.toThrow("takes no row");
    expect(await stages(db)).toEqual(["made"]);
    await openTrail(db);

    await removeOldSessions(keeper);
    await removeOldSessions(keeper);

    expect(await stages(db)).toEqual([]);
    const about = { action: "links-removed", staff_session: "system:housekeeping" };
    expect((await lines()).slice(2)).toMatchObject([
      { ...about, outcome: "started", subject: null },
      { ...about, outcome: "ok", subject: "1" },
    ]);
  });

  it("of an attempt that never arrived is one step: its place, and the line", async () => {
    const { ctx } = await testCtx();
    const { db } = ctx;
    await closeTrail(db);

    await expect(settleAttempt(ctx, attempt(1))).rejects.toThrow("takes no row");

    expect(await stages(db)).toEqual([]);
  });
});
