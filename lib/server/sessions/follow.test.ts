import { describe, expect, it } from "vitest";
import { testCtx } from "@/test/ctx";
import { unanswered } from "@/test/sessions/fake-connect";
import { press, shown } from "@/test/sessions/test-desk";
import { type FollowServices, followProgress, rereadWatched } from "./follow";

async function newFollow(isLive = true) {
  const { ctx, api, clock } = await testCtx();
  const { id } = shown(await press(ctx, { lifetimeSeconds: 3600 })).progress;
  const session = api.sessions[0];
  if (!session) throw new Error("Nothing was made.");
  const missed: Date[] = [];
  const live = { is: isLive };
  const services: FollowServices = {
    desk: ctx,
    isLive: async () => live.is,
    noteMissed: async () => {
      missed.push(clock.now());
    },
    watched: new Map(),
  };
  const follow = async () => {
    const followed = await followProgress(id, services);
    if (!followed.ok) throw new Error(`There is no progress: ${followed.error.kind}.`);
    return followed.value;
  };
  /** Somebody watches for so long; the net is cast every ten seconds. */
  const watch = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 10) {
      await follow();
      await rereadWatched(services);
      clock.pass(10);
    }
  };
  const reads = () => api.count("getSession");
  return { ctx, services, api, clock, session, id, live, missed, follow, watch, reads };
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
    const { follow, services, clock, reads } = await newFollow();
    await follow();
    clock.pass(300);
    await rereadWatched(services);
    expect(reads()).toBe(0);
    expect(services.watched.size).toBe(0);
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
    const { watch, session, missed, follow } = await newFollow();
    session.status = "complete";
    await watch(130);
    expect((await follow()).progress).toMatchObject({ state: "nothing", linkWorks: false });
    expect(missed).toHaveLength(1);
  });

  it("is asked about with others, five in a round at most", async () => {
    const { ctx, services, clock, reads } = await newFollow();
    for (let number = 2; number <= 9; number++) {
      const made = await press(ctx, {
        attemptId: `5f0f63a4-1111-4222-8333-00000000000${number}`,
        patientId: `MRN${number}`,
        lifetimeSeconds: 3600,
      });
      services.watched.set(shown(made).progress.id, clock.now().getTime() + 130_000);
    }
    clock.pass(130);
    await rereadWatched(services);
    expect(reads()).toBe(5);
    await rereadWatched(services);
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
      const { services } = await newFollow(isLive);
      expect(await followProgress("no-such-id", services)).toMatchObject({
        error: { kind: "session-not-found" },
      });
    }
  });
});
