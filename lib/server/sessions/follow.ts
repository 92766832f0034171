import "server-only";
import type { DeskError } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import { isFresh } from "@/lib/server/clock";
import type { Ctx } from "@/lib/server/context";
import { systemCtx } from "@/lib/server/desk";
import { eachRow } from "@/lib/server/each-row";
import { eventsCome, noteMissed } from "@/lib/server/kept-endpoint";
import { remember } from "@/lib/server/remember";
import type { SessionProgress } from "@/lib/sessions/session";
import { progressOf } from "./card";
import { findLink } from "./find";
import { dueFirst, isDue, isOld, paces } from "./freshness";
import { readProgress, rereadSession } from "./status";
import type { MadeSession } from "./stored-session";

/** The links that browsers are watching, and when they last asked; one map for all bundles of this process. */
export type Watched = Map<string, number>;

export type FollowServices = {
  desk: Ctx;
  /** Whether events can be relied on now. */
  isLive: () => Promise<boolean>;
  /** A patient finished, and no event told of it. */
  noteMissed: () => Promise<void>;
  watched: Watched;
};

/** Those of this process. */
export async function followServices(): Promise<FollowServices> {
  const desk = await systemCtx("housekeeping");
  return {
    desk,
    isLive: () => eventsCome(desk),
    noteMissed: () => noteMissed(desk),
    watched: remember("watched-sessions", (): Watched => new Map()),
  };
}

/** `isLive`: events will tell of a change, and the answer is what is known without asking the API. */
export type Followed = { progress: SessionProgress; isLive: boolean };

/**
 * Where a session stands, for somebody who goes on watching it. With live updates this is what we
 * know, and costs no call. Else the API is asked; and once when the watching begins, if nothing was
 * heard for two minutes, and once at the link's end.
 */
export async function followProgress(
  id: string,
  given?: FollowServices,
): Promise<Result<Followed, DeskError>> {
  const services = given ?? (await followServices());
  const { desk, watched } = services;
  if (await services.isLive()) {
    const row = await findLink(desk, id);
    if (!row) return fail({ kind: "session-not-found", requestId: null });
    const asker = watched.has(id) ? "watch" : "watch-begins";
    watched.set(id, desk.now().getTime());
    if (!isDue(asker, row.snapshot, desk.now())) {
      const stale = isOld("card", row.snapshot, desk.now());
      return ok({ progress: progressOf(row, desk.now(), stale), isLive: true });
    }
  }
  const progress = await readProgress(desk, id);
  return progress.ok ? ok({ progress: progress.value, isLive: false }) : progress;
}

/** Asks the API about watched links of which nothing was heard for two minutes, a few at a time. */
export async function rereadWatched(given?: FollowServices): Promise<void> {
  const { desk, watched, isLive, noteMissed } = given ?? (await followServices());
  for (const [id, at] of watched) {
    if (!isFresh(at, paces.watchedMs, desk.now())) watched.delete(id);
  }
  if (watched.size === 0 || !(await isLive())) return;

  const rows: MadeSession[] = [];
  const ids = [...watched.keys()].map((id) => ({ id }));
  await eachRow(ids, "reread-watched", async ({ id }) => {
    const row = await findLink(desk, id);
    if (row) rows.push(row);
  });
  await eachRow(dueFirst("net", rows, desk.now()), "reread-watched", async ({ id }) => {
    await rereadSession(desk, id);
    const after = await findLink(desk, id);
    if (after?.snapshot.status === "complete") await noteMissed();
  });
}
