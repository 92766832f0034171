import "server-only";
import { adoptTrail } from "./audit/first-mark";
import { logComplaints } from "./complaints";
import { database } from "./db/client";
import { deskSecret } from "./db/desk-secret";
import { deriveSecret } from "./db/seal";
import { startTrouble } from "./db/trouble";
import { systemCtx } from "./desk";
import { env, isDevelopment } from "./env";
import { jobs, lookAtClock } from "./jobs/jobs";
import { createLease } from "./jobs/lease";
import { runJobs } from "./jobs/loop";
import { log } from "./log";
import { fetchThrough } from "./proxy";
import { announceConnection, requireSandbox } from "./settings/connection";
import { keepGenerations } from "./settings/kept-generation";
import { seedSettings } from "./settings/service";
import { endSoonWhenAsked, stopping, toTheEnd } from "./shut-down";
import { firstStartLines } from "./staff/first-start";
import { resealSecondFactors } from "./staff/reseal";
import { deskVersion } from "./version";

/**
 * Checks what the app was started with, opens the database and starts the jobs. Ends the process
 * when something is missing: Next would otherwise go on and answer every page with an error.
 */
export async function boot(): Promise<void> {
  endSoonWhenAsked();
  deskVersion();
  try {
    fetchThrough(env().proxy);
    // First: what is written below bears the time of a clock that may be wrong.
    await lookAtClock();
    const ctx = await systemCtx("start");
    await adoptTrail(ctx);
    await seedSettings(ctx);
    await keepGenerations(ctx);
    if (env().signIn.demo) await requireSandbox();
    await resealSecondFactors(ctx, deriveSecret(deskSecret(env()), "staff"));
    for (const line of await firstStartLines(ctx)) {
      process.stdout.write(`${line}\n`);
    }
  } catch (error) {
    process.stderr.write(`${startTrouble(error)}\n`);
    process.exit(1);
  }
  if (!isDevelopment()) logComplaints(console, log);
  void announceConnection((words) => process.stdout.write(`${words}\n`));
  const ended = runJobs(jobs, stopping(), {
    lease: createLease(await database(), log),
    ctx: () => systemCtx("housekeeping"),
    log,
  });
  stopping().addEventListener("abort", () => void toTheEnd(() => ended));
}
