import { describe, expect, it } from "vitest";
import { readEndpoint } from "@/lib/server/live-updates/kept-endpoint";
import { asSystem, testCtx } from "@/test/ctx";
import { keep } from "@/test/live-updates/test-updates";
import { unanswered } from "@/test/sessions/fake-connect";
import { press, shown } from "@/test/sessions/test-desk";
import { findLink } from "./find";
import { followLink, rereadWatched, watchedLinks } from "./follow";
import type { Lookout } from "./lookout";
import { rereadSession } from "./status";

const stays = new AbortController().signal;

async function newFollow(isLive = true) {
  const { ctx: desk, api, clock } = await testCtx();
  const ctx = asSystem(desk);
  watchedLinks().clear();
  const { id } = shown(await press(desk, { lifetimeSeconds: 3600 })).progress;
  const session = api.sessions[0];
  if (!session) throw new Error("Nothing was made.");
  const endpoint = { id: "wh_1", url: "https://desk.example", status: "active" } as const;
  if (isLive) await keep(ctx, { ...endpoint, secret: "whsec_made_up" });
  const follow = async () => {
    const followed = await followLink(ctx, { id }, stays);
    if (!followed.ok) throw new Error(`There is no progress: ${followed.error.kind}.`);
    return followed.value;
  };
  /** Somebody watches for so long; the net is cast every ten seconds. */
  const watch = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 10) {
      await follow();
      await rereadWatched(ctx);
      clock.pass(10);
    }
  };
  const reads = () => api.count("getSession");
  const missedAt = async () => (await readEndpoint(ctx))?.missedAt;
  return { desk, ctx, api, clock, session, id, follow, watch, reads, missedAt };
}

describe("somebody who watches a link, with live updates", () => {
  it("costs no call, whatever the API would say", async () => {
    const { follow, clock, session, reads } = await newFollow();
    session.status = "complete";
    clock.pass(100);
    expect(await follow()).toMatchObject({ isLive: true, progress: { state: "waiting" } });
    expect(reads()).toBe(0);
  });

  it("makes the server ask every two minutes, and nobody else", async () => {
    const { watch, reads } = await newFollow();
    await watch(600);
    expect(reads()).toBe(4);
  });

  it("who went away costs nothing any more", async () => {
    const { ctx, follow, clock, reads } = await newFollow();
    await follow();
    clock.pass(300);
    await rereadWatched(ctx);
    expect(reads()).toBe(0);
    expect(watchedLinks().size).toBe(0);
  });

  it("asks once when the watching begins and nothing was heard for long", async () => {
    const { follow, clock, reads } = await newFollow();
    clock.pass(600);
    expect(await follow()).toMatchObject({ progress: { stale: false } });
    clock.pass(5);
    expect(await follow()).toMatchObject({ isLive: true });
    expect(reads()).toBe(1);
  });

  it.each(["expired", "open"] as const)(
    "is told at the link's end how it ended, which is asked for once: %s",
    async (status) => {
      const { follow, clock, session, reads } = await newFollow();
      await follow();
      clock.pass(3_700);
      session.status = status;
      expect(await follow()).toMatchObject({ progress: { state: "ended", linkWorks: false } });
      clock.pass(10);
      await follow();
      expect(reads()).toBe(1);
    },
  );

  it("is told that it is old when nothing was heard in spite of asking", async () => {
    const { watch, follow, api } = await newFollow();
    api.failing = { getSession: unanswered() };
    await watch(290);
    expect((await follow()).progress.stale).toBe(false);
    await watch(20);
    expect((await follow()).progress.stale).toBe(true);
  });

  it("learns in two minutes what no event told, and events are doubted", async () => {
    const { watch, session, missedAt, follow } = await newFollow();
    session.status = "complete";
    await watch(130);
    expect((await follow()).progress).toMatchObject({ state: "nothing", linkWorks: false });
    expect(await missedAt()).not.toBeNull();
  });

  it("is asked about with others, five in a round at most", async () => {
    const { desk, ctx, clock, reads } = await newFollow();
    for (let number = 2; number <= 9; number++) {
      const made = await press(desk, {
        attemptId: `5f0f63a4-1111-4222-8333-00000000000${number}`,
        patientId: `MRN${number}`,
        lifetimeSeconds: 3600,
      });
      watchedLinks().set(shown(made).progress.id, clock.now().getTime() + 130_000);
    }
    clock.pass(130);
    await rereadWatched(ctx);
    expect(reads()).toBe(5);
    await rereadWatched(ctx);
    expect(reads()).toBe(8);
  });
});

describe("somebody who watches a link, without live updates", () => {
  it("makes the API be asked as before, and the net asks nothing", async () => {
    const { watch, reads, follow } = await newFollow(false);
    await watch(100);
    expect(reads()).toBe(9);
    expect((await follow()).isLive).toBe(false);
  });

  it("is said nothing about a link that is not there", async () => {
    for (const isLive of [true, false]) {
      const { ctx } = await newFollow(isLive);
      expect(await followLink(ctx, { id: "no-such-id" }, stays)).toMatchObject({
        error: { kind: "session-not-found" },
      });
    }
  });
});

describe("an answer that is held back", () => {
  async function newHold(isLive = true) {
    const { ctx, id, session } = await newFollow(isLive);
    const seen = (await findLink(ctx, id))?.snapshot.checkedAt;
    const waited: unknown[] = [];
    const lookout: Lookout = {
      wait: async (...asked) => {
        waited.push(asked);
        session.status = "complete";
        await rereadSession(ctx, id);
      },
    };
    const hold = (input: { id: string; seen?: string | undefined }) =>
      followLink(ctx, input, stays, lookout);
    return { id, seen, waited, hold };
  }

  it("waits for news of this link, eight seconds at most, and tells it", async () => {
    const { id, seen, waited, hold } = await newHold();
    expect(await hold({ id, seen })).toMatchObject({
      value: { isLive: true, progress: { state: "nothing" } },
    });
    expect(waited).toEqual([[id, seen, 8_000, stays]]);
  });

  it("is not, when the browser knows nothing yet, or something else, or no event would come", async () => {
    const live = await newHold();
    await live.hold({ id: live.id });
    await live.hold({ id: live.id, seen: "2026-04-25T14:00:00.000Z" });
    await live.hold({ id: "no-such-id", seen: live.seen });
    const polled = await newHold(false);
    await polled.hold(polled);
    expect([...live.waited, ...polled.waited]).toEqual([]);
  });
});
