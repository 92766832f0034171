import "server-only";
import { adoptTrail, logTrailEnd } from "./audit/first-mark";
import { auditDesk } from "./audit/service";
import { doubtTime, mayRemoveByAge, timeServices } from "./believed-time";
import { now } from "./clock";
import { logComplaints } from "./complaints";
import { checkColumns } from "./db/check-schema";
import { database } from "./db/client";
import { startTrouble } from "./db/trouble";
import { env, isDevelopment } from "./env";
import { checkEndpoint } from "./live-updates/endpoint";
import { eventServices } from "./live-updates/services";
import { handleDue } from "./live-updates/work";
import { log } from "./log";
import { fetchThrough } from "./proxy";
import { backfillServices, backfillSessions } from "./sessions/backfill";
import { backgroundServices } from "./sessions/desk-services";
import { rereadWatched } from "./sessions/follow";
import { removeOldSessions, repeatedly, settleLostAttempts } from "./sessions/housekeeping";
import { hearOfEnds } from "./sessions/refresh-shown";
import { worklistServices } from "./sessions/worklist";
import { announceConnection, requireSandbox } from "./settings/connection";
import { keepGenerations } from "./settings/kept-generation";
import { clinicSettings, seedSettings, settingsServices } from "./settings/service";
import { endSoonWhenAsked } from "./shut-down";
import { staffColumns } from "./staff/auth-tables";
import { firstStartLines } from "./staff/first-start";
import { removeOldSignIns } from "./staff/housekeeping";
import { staffServices } from "./staff/staff-services";
import { deskVersion } from "./version";

const minuteMs = 60_000;

/**
 * Checks what the app was started with, opens the database and starts the housekeeping. Ends the
 * process when something is missing: Next would otherwise go on and answer every page with an error.
 */
export async function boot(): Promise<void> {
  endSoonWhenAsked();
  deskVersion();
  try {
    fetchThrough(env().proxy);
    await checkColumns(await database(), staffColumns());
    // First: what is written below bears the time of a clock that may be wrong.
    await lookAtClock();
    await adoptTrail(await auditDesk(), log);
    await seedSettings(await settingsServices());
    await keepGenerations();
    if (env().signIn.demo) await requireSandbox();
    for (const line of await firstStartLines(await staffServices())) {
      process.stdout.write(`${line}\n`);
    }
  } catch (error) {
    process.stderr.write(`${startTrouble(error)}\n`);
    process.exit(1);
  }
  if (!isDevelopment()) logComplaints(console, log);
  void announceConnection((words) => process.stdout.write(`${words}\n`));
  repeatedly(
    "remove old sign-ins",
    byAge(async () => removeOldSignIns(await staffServices())),
    60 * minuteMs,
  );
  repeatedly(
    "note the trail's end",
    async () => logTrailEnd(await auditDesk(), log),
    60 * minuteMs,
  );
  repeatedly("live updates", async () => handleDue(await eventServices()), 5_000);
  repeatedly("watched links", rereadWatched, 10_000);
  repeatedly(
    "check live updates",
    async () => {
      const services = await eventServices();
      if (await mayRemoveByAge(await timeServices())) await services.events.removeOld(now());
      await checkEndpoint(services);
    },
    60 * minuteMs,
  );
  repeatedly("search words", async () => backfillSessions(await backfillServices()), minuteMs);
  repeatedly("look at the clock", lookAtClock, minuteMs);
  repeatedly(
    "settle attempts",
    async () => settleLostAttempts(await backgroundServices()),
    minuteMs,
  );
  repeatedly("links that ended", async () => hearOfEnds(await worklistServices()), minuteMs);
  repeatedly(
    "remove old links",
    byAge(async () =>
      removeOldSessions(await backgroundServices(), (await clinicSettings()).retentionDays),
    ),
    60 * minuteMs,
  );
}

/** Runs what removes by age, while the time is believed. */
function byAge(remove: () => Promise<unknown>): () => Promise<void> {
  return async () => {
    if (await mayRemoveByAge(await timeServices())) await remove();
  };
}

async function lookAtClock(): Promise<void> {
  await doubtTime(await timeServices());
}
