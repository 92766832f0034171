import { describe, expect, it } from "vitest";
import { act } from "@/lib/server/act";
import { changeSecret, readEndpoint } from "@/lib/server/live-updates/kept-endpoint";
import { delivery, newUpdates, secret, wireEvent } from "@/test/live-updates/test-updates";
import { receiveEvent } from "./receive";

const completed = JSON.stringify(wireEvent("session.completed", { id: "sess_1" }));

async function newReceiver(options?: Parameters<typeof newUpdates>[0]) {
  const { desk: ctx, clock, db } = await newUpdates(options);
  const begun: number[] = [];
  const receive = (request: Request) => receiveEvent(ctx, request, () => begun.push(1));
  const kept = () => db.selectFrom("webhook_events").selectAll().execute();
  const send = (body: string, more?: Parameters<typeof delivery>[2]) =>
    receive(delivery(body, clock.now(), more));
  return { ctx, clock, receive, send, kept, begun };
}

describe("a delivery", () => {
  it("is answered with nothing, kept, and begun", async () => {
    const { send, kept, begun } = await newReceiver();
    const answer = await send(completed);
    expect([answer.status, await answer.text()]).toEqual([204, ""]);
    expect(await kept()).toMatchObject([{ id: "evt_1", type: "session.completed", tries: 0 }]);
    expect(begun).toHaveLength(1);
  });

  it("begins nothing when it comes again, at once or later", async () => {
    const { send, kept, begun, clock } = await newReceiver();
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => send(completed)));
    clock.pass(86_400);
    answers.push(await send(completed));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(204));
    expect(await kept()).toHaveLength(1);
    expect(begun).toHaveLength(1);
  });

  it.each([
    ["of a type that is not known", wireEvent("session.imagined", { id: "sess_1" })],
    ["about an object that is not known", wireEvent("session.completed", { uid: 7 })],
    ["of no shape at all", [1, 2, 3]],
    ["of one number", 7],
  ])("%s is accepted and counted", async (_, json) => {
    const { send, ctx, begun } = await newReceiver();
    expect((await send(JSON.stringify(json))).status).toBe(204);
    expect(await readEndpoint(ctx)).toMatchObject({ unknownEvents: 1 });
    expect(begun).toEqual(Array.isArray(json) || json === 7 ? [] : [1]);
  });

  it("signed with the secret before counts for a few minutes after the change", async () => {
    const { send, ctx, clock } = await newReceiver();
    const other = "whsec_made_up_and_new";
    await act(ctx, { action: "live-updates-secret-changed", outcome: "ok" }, (tx) =>
      changeSecret(tx, ctx.vault, { id: "wh_1", secret: other }, clock.now()),
    );
    expect((await send(completed)).status).toBe(204);
    expect((await send(completed, { key: other })).status).toBe(204);
    clock.pass(301);
    expect((await send(completed)).status).toBe(400);
    expect((await send(completed, { key: other })).status).toBe(204);
  });
});

describe("what is refused", () => {
  it("is everything while live updates are off, even when signed with nothing", async () => {
    const { send, kept } = await newReceiver({ isOn: false });
    for (const key of ["", "whsec_", secret]) {
      expect((await send(completed, { key })).status).toBe(404);
    }
    expect(await kept()).toEqual([]);
  });

  it("is told nothing of what it sent", async () => {
    const { send } = await newReceiver();
    const planted = JSON.stringify(wireEvent("planted.word", {}, { id: "evt_planted" }));
    const answer = await send(planted, { key: "whsec_of_somebody_else" });
    expect([answer.status, await answer.text()]).toEqual([400, ""]);
    expect(JSON.stringify([...answer.headers])).not.toContain("planted");
  });

  it.each([
    ["another header", { "medblocks-signature": "t=1,v1=0" }],
    ["no header", { "medblocks-signature": "" }],
  ])("is a delivery with %s", async (_, headers) => {
    const { send, kept } = await newReceiver();
    expect((await send(completed, { headers })).status).toBe(400);
    expect(await kept()).toEqual([]);
  });

  it("is what is no JSON, though it is signed", async () => {
    const { send } = await newReceiver();
    for (const body of ["", "{", "<html>", `${completed}x`]) {
      expect((await send(body)).status).toBe(400);
    }
  });

  it("is a body too long, before it is read whole", async () => {
    const { send, receive, clock, kept } = await newReceiver();
    expect((await send(" ".repeat(256 * 1024 + 1))).status).toBe(413);

    let given = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 1;
        controller.enqueue(new Uint8Array(64 * 1024));
      },
    });
    const { headers } = delivery("", clock.now());
    const init = { method: "POST", body: endless, headers, duplex: "half" };
    const answer = await receive(new Request("https://desk.example/", init));
    expect(answer.status).toBe(413);
    expect(given).toBeLessThan(10);
    expect(await kept()).toEqual([]);
  });

  it("is not a whole event of the longest kind", async () => {
    const { send } = await newReceiver();
    const note = "x".repeat(200 * 1024);
    const event = wireEvent("session.completed", { id: "sess_1", metadata: { note } });
    expect((await send(JSON.stringify(event))).status).toBe(204);
  });
});
