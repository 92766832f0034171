import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import type { DeskError } from "@/lib/errors";
import { fail, type Result } from "@/lib/result";
import { remember } from "./remember";
import { type Wait, within } from "./within";

/** Enough for answers that are nearly there. */
const patienceMs = 3_000;
/** What was begun at Medblocks is waited for: a create takes 15 s, and is written down after it. */
const longestMs = 17_000;
/** For what came of it to reach the browser. */
const answerMs = 500;

type UnderWay = Set<Promise<unknown>>;

/**
 * Ends this process soon after it is asked to, and behind what was begun. Next waits until every
 * connection is closed, and a browser holds one in store that it may never use.
 */
export function endSoonWhenAsked(): void {
  // From the first signal on, not from when somebody first asks.
  stopping();
  const exitCodes = { SIGINT: 130, SIGTERM: 143 };
  for (const [signal, code] of Object.entries(exitCodes)) {
    process.once(signal, () => void behindAll(underWay()).then(() => process.exit(code)));
  }
}

/** Resolves when this process may end. */
export async function behindAll(begun: UnderWay, clock: Wait = wait): Promise<void> {
  await clock(patienceMs);
  if (begun.size === 0) return;
  await within(longestMs - patienceMs, Promise.allSettled(begun), clock);
  await clock(answerMs);
}

/** Does what must not be cut off: where this process is asked to end meanwhile, it ends afterwards. */
export async function toTheEnd<T>(work: () => Promise<T>): Promise<T> {
  const begun = underWay();
  const working = work();
  begun.add(working);
  try {
    return await working;
  } finally {
    begun.delete(working);
  }
}

/**
 * What would be sent to Medblocks: begun, and done to the end, only where this process was not asked to end
 * before. Afterwards nothing is sent, and the press may be made again.
 */
export async function sendUnlessStopping<T, E>(
  work: () => Promise<Result<T, E>>,
  asked: AbortSignal = stopping(),
): Promise<Result<T, E | DeskError>> {
  return asked.aborted ? fail({ kind: "not-answering", requestId: null }) : toTheEnd(work);
}

function underWay(): UnderWay {
  return remember("under-way", () => new Set());
}

/** Aborted when this process is asked to end: answers that are held back for news are owed now. */
export function stopping(): AbortSignal {
  return remember("stopping", () => {
    const controller = new AbortController();
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      process.once(signal, () => controller.abort());
    }
    return controller.signal;
  });
}
