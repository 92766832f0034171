import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { remember } from "@/lib/server/remember";

/** What runs inside `act` now; one mark for all bundles of this process. */
function mark() {
  return remember("inside-act", () => new AsyncLocalStorage<true>());
}

/** Runs `work` so that `neverInsideAct` knows where it was called. For `act` alone. */
export function insideAct<T>(work: () => Promise<T>): Promise<T> {
  return mark().run(true, work);
}

/**
 * For whatever must not be waited for while `act` holds the one lock of all writers.
 *
 * @param what was about to happen, as in "hash a password"
 * @throws inside `act`: on the embedded database the process would wait for itself, for ever
 */
export function neverInsideAct(what: string): void {
  if (!mark().getStore()) return;
  throw new Error(`Inside act() nothing is awaited but its tx; this would ${what}.`);
}
