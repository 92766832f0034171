import { describe, expect, it } from "vitest";
import { fail, ok } from "@/lib/result";
import type { Connection } from "@/lib/server/connect/session";
import { testCtx } from "@/test/ctx";
import { cleveland, mayo, notFound, unanswered } from "@/test/sessions/fake-connect";
import { attempt } from "@/test/sessions/sample-input";
import { press, shown } from "@/test/sessions/test-desk";
import { findByAttempt } from "./find";
import { removeOlderThan } from "./housekeeping";
import { findSessionIdByReference, type Readings, readProgress, rereadSession } from "./status";

/** A desk that made a link for one patient a while ago. */
async function watchedDesk(suggestedSourceIds = [mayo.id]) {
  const { ctx, api, clock } = await testCtx();
  const { id } = shown(await press(ctx, { suggestedSourceIds })).progress;
  const session = api.sessions[0];
  if (!session) throw new Error("Nothing was made.");
  clock.pass(60);
  const readings: Readings = new Map();
  const read = async () => {
    const result = await readProgress(ctx, id, readings);
    if (!result.ok) throw new Error(`There is no progress: ${result.error.kind}.`);
    return result.value;
  };
  return { ctx, api, clock, id, session, read };
}

function connection(changes: Partial<Connection> = {}): Connection {
  return {
    id: "conn_1",
    sourceId: mayo.id,
    status: "active",
    failure: null,
    failureCode: null,
    at: "2026-04-25T14:31:00.000Z",
    ...changes,
  };
}

describe("asking where a link stands", () => {
  it("shows what the API says now", async () => {
    const { read, session, ctx } = await watchedDesk();
    session.connections.push(connection());
    const askedAt = ctx.now().toISOString();

    expect(await read()).toMatchObject({
      state: "connecting",
      linkWorks: true,
      hospitals: [
        {
          sourceId: mayo.id,
          name: "Mayo Clinic",
          state: "connected",
          at: "2026-04-25T14:31:00.000Z",
        },
      ],
      serverNow: ctx.now().toISOString(),
      checkedAt: askedAt,
      stale: false,
    });
  });

  it("asks again when the clock was 40 days ahead at the last answer", async () => {
    const { read, session, clock } = await watchedDesk();
    clock.pass(40 * 86_400);
    await read();
    clock.pass(-40 * 86_400);
    session.connections.push(connection());
    expect(await read()).toMatchObject({ state: "connecting", stale: false });
  });

  it("asks the API once for two browsers within two seconds", async () => {
    const { read, api, clock } = await watchedDesk();
    await read();
    clock.pass(1.9);

    await read();
    expect(api.count("getSession")).toBe(1);

    clock.pass(0.2);
    await read();
    expect(api.count("getSession")).toBe(2);
  });

  it("asks the API once for browsers that ask at the same moment", async () => {
    const { read, api } = await watchedDesk();

    const answers = await Promise.all([read(), read(), read()]);

    expect(api.count("getSession")).toBe(1);
    expect(new Set(answers.map((answer) => answer.checkedAt)).size).toBe(1);
  });

  it("does not ask again while a slow answer is on its way", async () => {
    const { read, api, clock } = await watchedDesk();
    api.takesMs = { getSession: [7000] };
    const slow = read();
    await clock.wait(3000);

    const other = read();
    await Promise.all([slow, other]);

    expect(api.count("getSession")).toBe(1);
  });

  it("asks for each link on its own", async () => {
    const { ctx, api, clock } = await testCtx();
    const ids = await Promise.all(
      [1, 2].map(async (number) => {
        const made = await press(ctx, { attemptId: attempt(number), patientId: `MRN${number}` });
        return shown(made).progress.id;
      }),
    );
    clock.pass(60);

    const readings: Readings = new Map();
    await Promise.all(ids.map((id) => readProgress(ctx, id, readings)));

    expect(api.count("getSession")).toBe(2);
  });

  it("does not ask about a link that was made a moment ago", async () => {
    const { ctx, api } = await testCtx();
    const { id } = shown(await press(ctx)).progress;

    expect(await readProgress(ctx, id, new Map())).toMatchObject({
      ok: true,
      value: { state: "waiting", stale: false },
    });
    expect(api.count("getSession")).toBe(0);
  });

  it("keeps the last state and says that it is old while the API is down", async () => {
    const { read, api, clock, session } = await watchedDesk();
    session.connections.push(connection());
    const before = await read();
    api.failing = { getSession: unanswered() };
    clock.pass(5);

    expect(await read()).toEqual({
      ...before,
      stale: true,
      serverNow: new Date(Date.parse(before.serverNow) + 5001).toISOString(),
    });

    api.failing = {};
    clock.pass(5);
    expect(await read()).toMatchObject({ state: "connecting", stale: false });
  });

  it.each(["complete", "expired"] as const)("never asks again once it is %s", async (status) => {
    const { read, api, clock, session } = await watchedDesk();
    session.status = status;
    await read();
    clock.pass(60);

    expect(await read()).toMatchObject({ linkWorks: false, stale: false });

    expect(api.count("getSession")).toBe(1);
  });

  it("does not show an answer that is about another patient", async () => {
    const { read, session } = await watchedDesk();
    session.patientId = "MRN10024";
    session.status = "complete";
    session.connections.push(connection());

    expect(await read()).toMatchObject({ state: "waiting", linkWorks: true, stale: true });
  });

  it("is over when our clock says so, whatever the API still says", async () => {
    const { read, clock } = await watchedDesk();
    clock.pass(3600);

    expect(await read()).toMatchObject({ state: "ended", linkWorks: false, stale: false });
  });

  it("is over by our clock even while the API is down", async () => {
    const { read, api, clock } = await watchedDesk();
    api.failing = { getSession: unanswered() };
    clock.pass(3600);

    expect(await read()).toMatchObject({ state: "ended", linkWorks: false, stale: true });
  });

  it.each([
    ["no hospital was tried", []],
    ["the patient refused", [connection({ id: null, status: "failed", failure: "declined" })]],
    ["access was lost again", [connection({ status: "refresh_failed" })]],
  ])("never calls a finished link connected when %s", async (_, connections) => {
    const { read, session } = await watchedDesk();
    session.status = "complete";
    session.connections.push(...connections);

    expect(await read()).toMatchObject({ state: "nothing", linkWorks: false });
  });

  it("names a hospital that the patient chose, and reads its name once", async () => {
    const { read, api, clock, session } = await watchedDesk();
    session.connections.push(connection({ sourceId: cleveland.id }));

    expect((await read()).hospitals).toMatchObject([
      { name: "Mayo Clinic", state: "waiting" },
      { name: "Cleveland Clinic", state: "connected" },
    ]);

    clock.pass(5);
    await read();
    expect(api.count("getSource")).toBe(2);
  });

  it.each(["constructor", "toString"])(
    "names a hospital whose id is %s like any other",
    async (sourceId) => {
      const { read, api, clock, session } = await watchedDesk([]);
      session.connections.push(connection({ sourceId }));
      expect((await read()).hospitals).toMatchObject([{ sourceId, name: sourceId }]);

      api.sources.set(sourceId, "Mercy Hospital");
      clock.pass(5);
      expect((await read()).hospitals).toMatchObject([{ sourceId, name: "Mercy Hospital" }]);
    },
  );

  it("says nothing about a link that is not ours, was not made, or is long gone", async () => {
    const { ctx, api, clock, id } = await watchedDesk();
    const none = fail({ kind: "session-not-found", requestId: null });
    api.failing = { createSession: unanswered() };
    await press(ctx, { attemptId: attempt(2), patientId: "MRN10024" });
    const unmade = await findByAttempt(ctx, attempt(2));

    expect(await readProgress(ctx, "no-such-id", new Map())).toEqual(none);
    expect(await readProgress(ctx, unmade?.id ?? "", new Map())).toEqual(none);
    clock.pass(60);
    await removeOlderThan(ctx.db, clock.now());
    expect(await readProgress(ctx, id, new Map())).toEqual(none);
  });

  it("holds neither the link nor anything about the patient", async () => {
    const { read, session } = await watchedDesk();

    const answer = JSON.stringify(await read());

    expect(answer).not.toContain(session.url?.slice(-32));
    expect(answer).not.toContain("MRN10023");
    expect(answer).not.toContain(session.id);
  });

  it("shows the last state when the API no longer has the session", async () => {
    const { read, api } = await watchedDesk();
    api.failing = { getSession: notFound };

    expect(await read()).toMatchObject({ state: "waiting", stale: true });
  });
});

describe("asking again, for an event or a press", () => {
  it("asks about a link that is over, too", async () => {
    const { ctx, api, id, session, read } = await watchedDesk();
    session.status = "complete";
    session.connections.push(connection());
    expect(await read()).toMatchObject({ state: "connected" });

    session.connections = [connection({ status: "refresh_failed" })];
    expect(await rereadSession(ctx, id)).toMatchObject({ value: { state: "nothing" } });
    api.failing = { getSession: unanswered() };
    expect(await rereadSession(ctx, id)).toMatchObject({
      value: { state: "nothing", stale: true },
    });
    expect(await rereadSession(ctx, "no-such-id")).toMatchObject({ ok: false });
  });

  it("keeps the answer that was asked for later, whichever comes first", async () => {
    const { ctx, id, session, clock } = await watchedDesk();
    session.status = "complete";
    session.connections.push(connection());
    const before = structuredClone(session);
    let answerLate = () => {};
    const late = new Promise<void>((resolve) => {
      answerLate = resolve;
    });
    const getSession = () => late.then(() => ok(before));
    const slow = rereadSession({ ...ctx, connect: { ...ctx.connect, getSession } }, id);
    await new Promise((resolve) => setImmediate(resolve));
    clock.pass(1);
    session.connections = [connection({ status: "refresh_failed" })];
    await rereadSession(ctx, id);
    answerLate();
    expect(await slow).toMatchObject({ value: { state: "nothing" } });
  });
});

describe("the session that the API calls so", () => {
  it("has an id of ours, if this desk knows it", async () => {
    const { ctx, id, session } = await watchedDesk();

    expect(await findSessionIdByReference(ctx, session.id)).toBe(id);
    expect(await findSessionIdByReference(ctx, "sess_unknown")).toBeNull();
  });
});
