import "server-only";

/** Lets time go by; ends early, as a failure, when it is told that nobody waits any more. */
export type Wait = (
  ms: number,
  value?: undefined,
  options?: { signal: AbortSignal },
) => Promise<unknown>;

/**
 * What `answer` gives if it comes in time, else null; the answer itself goes on unheard. No clock
 * runs on once it is there.
 */
export async function within<T>(
  limitMs: number,
  answer: Promise<T>,
  wait: Wait = waitByTimer,
): Promise<T | null> {
  const heard = new AbortController();
  const limit = wait(limitMs, undefined, heard).then(
    () => null,
    () => null,
  );
  return Promise.race([answer, limit]).finally(() => heard.abort());
}

/** By the global timer, which tests can stop. */
const waitByTimer: Wait = (ms, _value, options) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    options?.signal.addEventListener("abort", () => clearTimeout(timer));
  });
