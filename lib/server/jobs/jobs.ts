import "server-only";
import { logTrailEnd } from "@/lib/server/audit/first-mark";
import { doubtTime, mayRemoveByAge, timeServices } from "@/lib/server/believed-time";
import { removeOldEvents } from "@/lib/server/events/stored-events";
import { handleDue } from "@/lib/server/events/work";
import { checkEndpoint } from "@/lib/server/live-updates/endpoint";
import { backfillSessions } from "@/lib/server/sessions/backfill";
import { rereadWatched } from "@/lib/server/sessions/follow";
import { removeOldSessions, settleLostAttempts } from "@/lib/server/sessions/housekeeping";
import { hearOfEnds } from "@/lib/server/sessions/refresh-shown";
import { removeOldSignIns } from "@/lib/server/staff/housekeeping";
import type { Job } from "./loop";

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** All that the desk does by itself. */
export const jobs: readonly Job[] = [
  {
    name: "look at the clock",
    everyMs: minuteMs,
    // Each process has a clock, and its own doubt.
    where: "each",
    run: lookAtClock,
  },
  {
    name: "watched links",
    everyMs: 10 * secondMs,
    // Each process knows the browsers that poll it.
    where: "each",
    run: rereadWatched,
  },
  {
    name: "live updates",
    everyMs: 5 * secondMs,
    where: "one",
    run: handleDue,
  },
  {
    name: "settle attempts",
    everyMs: minuteMs,
    where: "one",
    run: settleLostAttempts,
  },
  {
    name: "links that ended",
    everyMs: minuteMs,
    where: "one",
    run: hearOfEnds,
  },
  {
    name: "search words",
    everyMs: minuteMs,
    where: "one",
    run: backfillSessions,
  },
  {
    name: "check live updates",
    everyMs: hourMs,
    where: "one",
    run: checkEndpoint,
  },
  {
    name: "note the trail's end",
    everyMs: hourMs,
    where: "one",
    run: logTrailEnd,
  },
  {
    name: "remove old events",
    everyMs: hourMs,
    where: "one",
    run: byAge(removeOldEvents),
  },
  {
    name: "remove old sign-ins",
    everyMs: hourMs,
    where: "one",
    run: byAge(removeOldSignIns),
  },
  {
    name: "remove old links",
    everyMs: hourMs,
    where: "one",
    run: byAge(removeOldSessions),
  },
];

/** Looks whether the time is to be believed, and leaves a line in the log when it no longer is. */
export async function lookAtClock(): Promise<void> {
  await doubtTime(await timeServices());
}

/** Removes nothing by its age while the time is not believed. */
function byAge(remove: Job["run"]): Job["run"] {
  return async (ctx) => {
    if (await mayRemoveByAge(await timeServices())) await remove(ctx);
  };
}
