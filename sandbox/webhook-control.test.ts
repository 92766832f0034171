import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isSignedWith } from "./receiver";
import { type HookedSandbox, openHookedSandbox } from "./webhook-testing";

let hooks: HookedSandbox;
beforeEach(async () => {
  hooks = await openHookedSandbox();
});
afterEach(() => hooks.end());

describe("an event on demand", () => {
  it("is sent once, as it was asked for", async () => {
    const { receiver, register, create, sendEvent } = hooks;
    const { secret } = await register();
    const session = await create();
    const object = { id: session, status: "complete" };
    const honest = await sendEvent({ type: "session.paused", object, id: "evt_1" });
    expect(honest).toMatchObject({ id: "evt_1", attempts: [{ status: 200 }], nextAttemptAt: null });
    await sendEvent({ session, copies: 2, time: 7 });
    await sendEvent({ secret: "whsec_other" });
    await sendEvent({ alter: true });
    await sendEvent({ signature: null });
    await sendEvent({ rawBody: "[]", padBytes: 10 });
    await sendEvent({ padBytes: 70_000 });
    const [first, second, third, ...forged] = receiver.received;
    expect(first?.event).toMatchObject({ id: "evt_1", type: "session.paused", data: { object } });
    expect(second?.signature).toMatch(/^t=7,/);
    expect(third).toEqual(second);
    expect(Object(second?.event).data.object).toMatchObject({ id: session, status: "open" });
    expect([first, second, third].every((one) => one && isSignedWith(secret, one))).toBe(true);
    expect(forged.map((one) => isSignedWith(secret, one))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    expect(forged[1]?.rawBody.endsWith("} ")).toBe(true);
    expect(forged[2]?.signature).toBe("");
    expect(forged[4]?.rawBody.length).toBeGreaterThan(70_000);
  });

  it("needs an endpoint, and nothing that is unknown", async () => {
    const { sandbox, register } = hooks;
    expect((await sandbox.control("POST", "webhooks/events", {})).status).toBe(404);
    await register();
    expect((await sandbox.control("POST", "webhooks/events", { kind: "odd" })).status).toBe(400);
    expect((await sandbox.control("POST", "webhooks/release", { order: "odd" })).status).toBe(400);
    expect((await sandbox.control("POST", "webhooks/redeliver", { eventId: "evt_9" })).status).toBe(
      404,
    );
    expect((await sandbox.control("POST", "webhooks/nothing")).status).toBe(404);
  });
});

it.each(["oldest", "newest"])("keeps events back and lets them go, %s first", async (order) => {
  const { receiver, register, create, complete, steer } = hooks;
  await register(["session.completed"]);
  await steer("hold");
  const sessions = [await create(), await create()];
  for (const id of sessions) await complete(id);
  await steer("settle");
  expect(receiver.received).toEqual([]);
  await steer("release", { order });
  const ids = receiver.received.map(({ event }) => Object(event).data.object.id);
  expect(ids).toEqual(order === "newest" ? sessions.toReversed() : sessions);
});
