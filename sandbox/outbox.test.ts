import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadContract } from "./contract";
import { isSignedWith } from "./receiver";
import { type HookedSandbox, openHookedSandbox } from "./webhook-testing";

let hooks: HookedSandbox;
beforeEach(async () => {
  hooks = await openHookedSandbox();
});
afterEach(() => hooks.end());

describe("an event", () => {
  it("is signed with the whole secret over its own bytes", async () => {
    const { sandbox, receiver, register, create, complete, steer } = hooks;
    const { secret } = await register();
    const id = await create();
    await complete(id);
    await steer("settle");
    const [only] = receiver.received;
    expect(receiver.received).toHaveLength(1);
    expect(only && isSignedWith(secret, only)).toBe(true);
    expect(only && isSignedWith(secret.replace("whsec_", ""), only)).toBe(false);
    expect(only?.signature).toMatch(/^t=1777626000,/);
    expect(loadContract().checkDelivery(only?.event)).toBeNull();
    const session = (await sandbox.call("GET", `/sessions/${id}`)).json();
    expect(only?.event).toMatchObject({ type: "session.completed", data: { object: session } });
  });

  it("goes to those who asked for it, and to nobody who is switched off", async () => {
    const { receiver, register, create, complete, steer } = hooks;
    await register(["records.sync.failed"]);
    await register();
    await complete(await create());
    await steer("settle");
    expect(receiver.received).toHaveLength(1);
    await steer("disable");
    await complete(await create());
    expect((await steer("settle")).deliveries).toHaveLength(1);
  });

  it("never leaves this machine", async () => {
    const { register, create, complete, steer } = hooks;
    await register(["*"], "https://desk.example.com/hook");
    await complete(await create());
    const { deliveries } = await steer("settle");
    expect(deliveries[0]?.attempts).toMatchObject([
      { status: null, error: expect.stringMatching(/^Not sent/) },
    ]);
  });
});

describe("a delivery that fails", () => {
  it("is tried nine times under one id; then the endpoint is off until it is revived", async () => {
    const { sandbox, receiver, register, create, complete, steer } = hooks;
    const { id } = await register();
    receiver.answers.status = 400;
    await complete(await create());
    const pauses: (number | null)[] = [];
    for (let time = 1; time <= 9; time += 1) {
      const { deliveries, endpoints } = await steer(time === 1 ? "settle" : "hurry");
      const next = deliveries[0]?.nextAttemptAt ?? null;
      pauses.push(next && (next - hooks.clock.now) / 60_000);
      expect(endpoints[0]?.status).toBe(time < 9 ? "active" : "disabled");
      hooks.clock.now = next ?? hooks.clock.now;
    }
    expect(pauses).toEqual([1, 5, 30, 120, 720, 1440, 1440, 1440, null]);
    expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(1);
    expect(new Set(receiver.received.map(({ signature }) => signature)).size).toBe(9);
    await steer("hurry");
    expect(receiver.received).toHaveLength(9);

    receiver.answers.status = 204;
    await sandbox.call("PATCH", `/webhooks/${id}`, { body: { status: "active" } });
    await complete(await create());
    await steer("settle");
    expect(receiver.received).toHaveLength(10);
  });

  it("is tried by itself when time goes faster, until it is taken", async () => {
    const { sandbox, receiver, register, create, complete } = hooks;
    await sandbox.control("POST", "reset", { webhookSpeed: 1e9 });
    await register();
    receiver.answers.failFirst = 3;
    await complete(await create());
    const delivery = () => sandbox.state.outbox.deliveries()[0];
    await expect.poll(() => delivery()?.deliveredAt ?? null).not.toBeNull();
    expect(delivery()?.attempts.at(-1)).toMatchObject({ status: 200, body: "heard" });
  });

  it.each([
    // Long enough for the delivery to arrive, however busy the machine is.
    ["an answer that takes too long", { delayMs: 60_000 }, { webhookAnswerMs: 2_000 }],
    ["a redirect", { status: 307, location: "/elsewhere" }, {}],
  ])("may have met %s", async (_, answers, settings) => {
    const { sandbox, receiver, register, create, complete, steer } = hooks;
    await sandbox.control("POST", "reset", settings);
    await register();
    Object.assign(receiver.answers, answers);
    await complete(await create());
    const { deliveries } = await steer("settle");
    expect(deliveries).toMatchObject([
      { deliveredAt: null, nextAttemptAt: hooks.clock.now + 60_000 },
    ]);
    expect(receiver.received).toHaveLength(1);
  });

  it("ends with its endpoint", async () => {
    const { sandbox, receiver, register, create, complete, steer } = hooks;
    const { id } = await register();
    receiver.answers.status = 500;
    await complete(await create());
    await steer("settle");
    await sandbox.call("DELETE", `/webhooks/${id}`);
    expect(await steer("hurry")).toEqual({ endpoints: [], deliveries: [] });
    expect(receiver.received).toHaveLength(1);
  });
});

describe("a redelivery", () => {
  it("keeps the id, and waits a minute for the next one", async () => {
    const { sandbox, receiver, register, create, complete, steer } = hooks;
    await register();
    await complete(await create());
    await steer("settle");
    const [sent] = receiver.received;
    const path = `/events/${sent?.event.id}/redeliver`;
    expect((await sandbox.call("POST", path)).json()).toMatchObject({ id: sent?.event.id });
    await expect.poll(() => receiver.received.length).toBe(2);
    expect(receiver.received[1]?.rawBody).toBe(sent?.rawBody);
    hooks.clock.now += 20_000;
    const soon = await sandbox.call("POST", path);
    expect([soon.status, soon.headers.get("retry-after")]).toEqual([429, "40"]);
    await sandbox.control("POST", "webhooks/redeliver", { eventId: sent?.event.id });
    expect(receiver.received).toHaveLength(3);
    expect((await sandbox.call("POST", "/events/evt_gone/redeliver")).status).toBe(404);
  });

  it("is in the endpoint's list of events, newest first", async () => {
    const { sandbox, receiver, register, create, complete, steer } = hooks;
    const { id } = await register();
    receiver.answers.failFirst = 1;
    await complete(await create());
    await steer("hurry");
    await complete(await create());
    await steer("settle");
    const list = await sandbox.call("GET", `/webhooks/${id}/events`);
    expect(list.json()).toMatchObject({
      data: [
        { type: "session.completed", attempts: 1, next_attempt_at: null, last_status_code: 200 },
        {
          webhook_endpoint_id: id,
          attempts: 2,
          last_status_code: 200,
          last_response_body: "heard",
        },
      ],
    });
  });
});
