import "server-only";
import { isFresh } from "@/lib/server/clock";
import { bySystem } from "@/lib/server/context";
import { eachRow } from "@/lib/server/each-row";
import { remember } from "@/lib/server/remember";
import { linkWorks } from "@/lib/sessions/progress";
import type { DeskServices } from "./desk-services";
import { endWasHeard } from "./heard";
import { settleStored } from "./settle";
import { readProgress } from "./status";
import type { StoredSession } from "./stored-session";
import type { WorklistStore } from "./worklist-store";

/** However many lists are open, so many links are asked about in so much time. */
const atOnce = 5;
const everyMs = 10_000;
/** What was heard is fresh for so long: with live updates, events tell of a change. */
const freshForMs = { live: 120_000, polled: 30_000 };
const dayMs = 24 * 60 * 60_000;

type Desk = DeskServices & { worklist: WorklistStore };

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
  ids: readonly string[],
  desk: Desk,
  pace = worklistPace(),
  isLive = false,
): Promise<void> {
  const now = desk.now();
  if (pace.underWay || isFresh(pace.at, everyMs, now)) return;
  Object.assign(pace, { at: now.getTime(), underWay: true });
  try {
    const listed = await desk.worklist.listByIds(ids, now);
    const due = listed
      .map(({ session }) => session)
      .filter((session) => isDue(session, now, freshForMs[isLive ? "live" : "polled"]))
      .sort((a, b) => heardAt(a).localeCompare(heardAt(b)));
    const answers: boolean[] = [];
    const hear = async (session: StoredSession) => {
      const answered = await ask(session, desk);
      if (answered !== null) answers.push(answered);
    };
    const asked = due.slice(0, atOnce);
    await Promise.all(asked.map((session) => eachRow([session], "refresh-shown", hear)));
    if (answers.length > 0) pace.unanswered = !answers.includes(true);
  } finally {
    pace.underWay = false;
  }
}

/** Asks how the links ended that nobody was watching then. */
export async function hearOfEnds(desk: Desk): Promise<void> {
  const now = desk.now();
  const dayAgo = new Date(now.getTime() - dayMs);
  const ids = await desk.worklist.listUnheard(dayAgo, now, 2 * atOnce);
  const rows = ids.map((id) => ({ id }));
  await eachRow(rows, "hear-of-ends", ({ id }) => readProgress(id, desk));
}

function isDue(session: StoredSession, now: Date, freshMs: number): boolean {
  if (session.stage !== "made") return session.stage === "unknown";
  const { snapshot } = session;
  return linkWorks(snapshot, now)
    ? !isFresh(snapshot.checkedAt, freshMs, now)
    : !endWasHeard(snapshot, now);
}

/** An attempt of which nothing was ever heard comes first. */
function heardAt({ snapshot }: StoredSession): string {
  return snapshot?.checkedAt ?? "";
}

/** @returns whether the API answered; null when the outcome does not tell */
async function ask(session: StoredSession, desk: Desk): Promise<boolean | null> {
  if (session.stage !== "made") {
    await settleStored(session, bySystem("housekeeping", desk), desk);
    return null;
  }
  const progress = await readProgress(session.id, desk);
  return progress.ok && !progress.value.stale;
}
