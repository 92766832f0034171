import "server-only";
import { remember } from "./remember";

/** Enough for what is under way, less than process managers and `npm start` wait before they insist. */
const patienceMs = 3_000;

/**
 * Ends this process soon after it is asked to. Next waits until every connection is closed, and a
 * browser holds one in store that it may never use.
 */
export function endSoonWhenAsked(): void {
  const exitCodes = { SIGINT: 130, SIGTERM: 143 };
  for (const [signal, code] of Object.entries(exitCodes)) {
    process.once(signal, () => setTimeout(() => process.exit(code), patienceMs).unref());
  }
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
