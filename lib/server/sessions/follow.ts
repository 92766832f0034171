import "server-only";
import type { DeskError } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";
import { isFresh } from "@/lib/server/clock";
import type { Ctx, SystemActor } from "@/lib/server/context";
import { eachRow } from "@/lib/server/each-row";
import { eventsCome, noteMissed } from "@/lib/server/live-updates/kept-endpoint";
import { remember } from "@/lib/server/remember";
import type { SessionProgress } from "@/lib/sessions/session";
import { progressOf } from "./card";
import { findLink } from "./find";
import { dueFirst, heldForMs, isDue, isOld, paces } from "./freshness";
import { type Lookout, lookout } from "./lookout";
import { readProgress, rereadSession } from "./status";
import type { MadeSession } from "./stored-session";

/** `isLive`: events will tell of a change, and the answer is what is known without asking the API. */
export type Followed = { progress: SessionProgress; isLive: boolean };

/** The links that browsers are watching, and when they last asked; one map for all bundles of this process. */
export type Watched = Map<string, number>;

export function watchedLinks(): Watched {
  return remember("watched-sessions", () => new Map());
}

/**
 * The answer to a poll of a card: held back while there is nothing new and an event would tell of it.
 * The desk itself asks, so that it is silent while the API asks for silence.
 *
 * @param seen the `checkedAt` that the browser has; left out: it wants to know now
 * @param gone the browser hung up
 */
export async function followLink(
  ctx: Ctx<SystemActor>,
  { id, seen }: { id: string; seen?: string | undefined },
  gone: AbortSignal,
  { wait }: Lookout = lookout(),
): Promise<Result<Followed, DeskError>> {
  const followed = await whereItStands(ctx, id);
  if (!followed.ok || !followed.value.isLive || seen === undefined) return followed;
  const ms = heldForMs(followed.value.progress, seen);
  if (ms === 0) return followed;
  await wait(id, seen, ms, gone);
  return whereItStands(ctx, id);
}

/** For somebody who goes on watching: without a call of the API while events tell of changes. */
async function whereItStands(
  ctx: Ctx<SystemActor>,
  id: string,
): Promise<Result<Followed, DeskError>> {
  if (await eventsCome(ctx)) {
    const watched = watchedLinks();
    const link = await findLink(ctx, id);
    if (!link) return fail({ kind: "session-not-found", requestId: null });
    const asker = watched.has(id) ? "watch" : "watch-begins";
    watched.set(id, ctx.now().getTime());
    if (!isDue(asker, link.snapshot, ctx.now())) {
      const stale = isOld("card", link.snapshot, ctx.now());
      return ok({ progress: progressOf(link, ctx.now(), stale), isLive: true });
    }
  }
  const progress = await readProgress(ctx, id);
  return progress.ok ? ok({ progress: progress.value, isLive: false }) : progress;
}

/** Asks the API about watched links of which nothing was heard for two minutes, a few at a time. */
export async function rereadWatched(ctx: Ctx<SystemActor>): Promise<void> {
  const watched = watchedLinks();
  for (const [id, at] of watched) {
    if (!isFresh(at, paces.watchedMs, ctx.now())) watched.delete(id);
  }
  if (watched.size === 0 || !(await eventsCome(ctx))) return;

  const links: MadeSession[] = [];
  const ids = [...watched.keys()].map((id) => ({ id }));
  await eachRow(ids, "reread-watched", async ({ id }) => {
    const link = await findLink(ctx, id);
    if (link) links.push(link);
  });
  await eachRow(dueFirst("net", links, ctx.now()), "reread-watched", async ({ id }) => {
    await rereadSession(ctx, id);
    const after = await findLink(ctx, id);
    if (after?.snapshot.status === "complete") await noteMissed(ctx);
  });
}
