import "server-only";
import { setMaxListeners } from "node:events";
import { setTimeout } from "node:timers/promises";
import type { Ctx, SystemActor } from "@/lib/server/context";
import { troubleFields } from "@/lib/server/db/trouble";
import type { Log } from "@/lib/server/log";
import type { Wait } from "@/lib/server/within";
import { beatMs, type Lease } from "./lease";

/** Something that the desk does by itself, again and again. */
export type Job = {
  /** In words, for the log. */
  name: string;
  /** From the end of one run to the beginning of the next. */
  everyMs: number;
  /** `one`: of the processes that share a database, one does it for all. `each`: it is about the process itself. */
  where: "one" | "each";
  run: (ctx: Ctx<SystemActor>) => Promise<unknown>;
};

type Collaborators = {
  lease: Lease;
  /** Made anew for each run: settings may have changed. */
  ctx: () => Promise<Ctx<SystemActor>>;
  log: Pick<Log, "warn">;
  wait?: Wait;
};

/** Does not keep the process from ending. */
const waitUnheeded: Wait = (ms, value, options) =>
  setTimeout(ms, value, { ...options, ref: false });

/**
 * Runs each job now and then at its pace, one run at a time. One that fails leaves a line in the log
 * under its name; the others, and its next run, go on.
 *
 * @param stop aborted when this process should end
 * @returns when what was running then is over, and another process may go on
 */
export async function runJobs(
  jobs: readonly Job[],
  stop: AbortSignal,
  { lease, ctx, log, wait = waitUnheeded }: Collaborators,
): Promise<void> {
  async function attempt<T>(name: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      const cause = error instanceof Error ? error.name : null;
      log.warn({ event: "housekeeping-failed", cause, ...troubleFields(error), operation: name });
      return null;
    }
  }
  async function pause(ms: number, end: AbortSignal): Promise<void> {
    if (!end.aborted) await wait(ms, undefined, { signal: end }).catch(() => {});
  }
  async function repeat({ name, everyMs, run }: Job, end: AbortSignal): Promise<void> {
    while (!end.aborted) {
      await attempt(name, async () => run(await ctx()));
      await pause(everyMs, end);
    }
  }
  async function repeatAll(where: Job["where"], ...ends: AbortSignal[]): Promise<void> {
    const end = AbortSignal.any(ends);
    // Each job listens; Node warns of more than ten.
    setMaxListeners(0, end);
    await Promise.all(jobs.filter((job) => job.where === where).map((job) => repeat(job, end)));
  }
  const hold = async () => (await attempt("hold the lease", lease.hold)) ?? false;

  /** Keeps the lease until the last run is over. Once it was lost, no other run begins. */
  async function workForAll(): Promise<void> {
    const lost = new AbortController();
    const over = new AbortController();
    const working = repeatAll("one", stop, lost.signal);
    void working.then(() => over.abort());
    while (!over.signal.aborted) {
      await pause(beatMs, over.signal);
      if (!over.signal.aborted && !(await hold())) lost.abort();
    }
  }
  async function workInTurn(): Promise<void> {
    while (!stop.aborted) {
      if (await hold()) await workForAll();
      else await pause(beatMs, stop);
    }
    await attempt("release the lease", lease.release);
  }
  await Promise.all([repeatAll("each", stop), workInTurn()]);
}
