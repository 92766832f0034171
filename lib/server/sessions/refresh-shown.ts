import "server-only";
import { isFresh } from "@/lib/server/clock";
import type { Ctx, SystemActor } from "@/lib/server/context";
import { eachRow } from "@/lib/server/each-row";
import { eventsCome } from "@/lib/server/live-updates/kept-endpoint";
import { remember } from "@/lib/server/remember";
import { dueFirst, paces } from "./freshness";
import { listByIds, listUnheard } from "./list";
import { settle } from "./settle";
import { readProgress } from "./status";
import type { StoredSession } from "./stored-session";

/** When the last round began, whether it is still under way, and whether the API left it unanswered. */
export type Pace = { at: number; underWay: boolean; unanswered: boolean };

/** That of this process; one for all its bundles. */
export function worklistPace(): Pace {
  return remember("worklist-pace", () => ({ at: 0, underWay: false, unanswered: false }));
}

/**
 * Asks the API about the few rows on a screen of which nothing was heard for longest, so that what
 * is shown comes to be true within a minute or two without a call for each row and poll.
 */
export async function refreshShown(
  ctx: Ctx<SystemActor>,
  ids: readonly string[],
  pace = worklistPace(),
): Promise<void> {
  const now = ctx.now();
  if (pace.underWay || isFresh(pace.at, paces.listRoundMs, now)) return;
  Object.assign(pace, { at: now.getTime(), underWay: true });
  try {
    const listed = await listByIds(ctx, ids, now);
    const sessions = listed.map(({ session }) => session);
    const asker = (await eventsCome(ctx)) ? "list-with-events" : "list";
    const asked = dueFirst(asker, sessions, now);
    const answers: boolean[] = [];
    const hear = async (session: StoredSession) => {
      const answered = await ask(ctx, session);
      if (answered !== null) answers.push(answered);
    };
    await Promise.all(asked.map((session) => eachRow([session], "refresh-shown", hear)));
    if (answers.length > 0) pace.unanswered = !answers.includes(true);
  } finally {
    pace.underWay = false;
  }
}

/** Asks how the links ended that nobody was watching then. */
export async function hearOfEnds(ctx: Ctx<SystemActor>): Promise<void> {
  const now = ctx.now();
  const since = new Date(now.getTime() - paces.endsMs);
  const ids = await listUnheard(ctx, since, now, paces.endsARound);
  const rows = ids.map((id) => ({ id }));
  await eachRow(rows, "hear-of-ends", ({ id }) => readProgress(ctx, id));
}

/** @returns whether the API answered; null when the outcome does not tell */
async function ask(ctx: Ctx<SystemActor>, session: StoredSession): Promise<boolean | null> {
  if (session.stage !== "made") {
    await settle(ctx, session);
    return null;
  }
  const progress = await readProgress(ctx, session.id);
  return progress.ok && !progress.value.stale;
}
