import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addAttempt } from "./happenings";
import { type HookedSandbox, mayo, openHookedSandbox } from "./webhook-testing";

let hooks: HookedSandbox;
beforeEach(async () => {
  hooks = await openHookedSandbox();
});
afterEach(() => hooks.end());

describe("an event", () => {
  it.each([
    ["patient-flows", "patient_flow.completed"],
    ["patient-sessions", "patient_session.completed"],
  ])("of %s is called %s", async (path, type) => {
    const { receiver, register, create, complete, steer } = hooks;
    await register();
    await complete(await create(path));
    await steer("settle");
    expect(receiver.received).toMatchObject([{ event: { type } }]);
  });

  it("tells when the patient finishes on the hosted page, and when Direct Mode ends", async () => {
    const { sandbox, receiver, register, create, setOutcome, steer } = hooks;
    await register(["session.completed"]);
    const picker = await create();
    const { token } = Object((await sandbox.control("GET", `sessions/${picker}`)).json());
    await sandbox.submit(`/c/${token}/finish`);
    await steer("settle");
    const direct = await create("sessions", { connection_id: mayo });
    await setOutcome(direct, "failed");
    await steer("settle");
    const ids = receiver.received.map(({ event }) => Object(event).data.object.id);
    expect(ids).toEqual([picker, direct]);
  });

  it("tells once when a connection lapses, in the six fields that a session has of it", async () => {
    const { sandbox, receiver, register, create, setOutcome, steer } = hooks;
    await register(["connection.token_refresh_failed"]);
    const id = await create();
    await setOutcome(id, "active");
    for (const status of ["refresh_failed", "refresh_failed"]) await setOutcome(id, status);
    await steer("settle");
    const { connections } = Object((await sandbox.call("GET", `/sessions/${id}`)).json());
    expect(receiver.received.map(({ event }) => event.data)).toEqual([{ object: connections[0] }]);
    expect(connections[0]).toMatchObject({ status: "refresh_failed", connection_id: mayo });
  });

  it("tells that the records arrived, or at one hospital that they did not", async () => {
    const { sandbox, receiver, register, create, setOutcome, steer } = hooks;
    await register(["records.sync.completed", "records.sync.failed"]);
    const keeps = sandbox.state.sources.sources.find((one) => one.behaviour === "keeps-records");
    const id = await create();
    await setOutcome(id, "active");
    await setOutcome(id, "active", keeps?.id);
    await steer("settle");
    expect(receiver.received.map(({ event }) => event)).toMatchObject([
      {
        type: "records.sync.completed",
        data: { object: { patient_id: "user_42", connection_id: mayo } },
      },
      { type: "records.sync.failed", data: { object: { connection_id: keeps?.id } } },
    ]);
  });

  it("tells of a connection that lapses by itself", async () => {
    const [source] = hooks.sandbox.state.sources.sources;
    const session = hooks.sandbox.state.store.sessions.get(await hooks.create());
    if (!source || !session) throw new Error("There is nothing to connect.");
    await hooks.register(["connection.token_refresh_failed"]);
    addAttempt(hooks.sandbox.state, session, source, { status: "active", lapsesAfterMs: 1 });
    hooks.clock.now += 1;
    await expect.poll(() => hooks.receiver.received.length).toBe(1);
    expect(hooks.receiver.received).toMatchObject([
      { event: { data: { object: { status: "refresh_failed" } } } },
    ]);
  });
});
