import "server-only";

/**
 * Reads once for all who ask within `ms`, as the pages, guards and layouts of one request do.
 *
 * @param now milliseconds of any clock that never goes back
 */
export function keptBriefly<T>(
  read: () => Promise<T>,
  ms: number,
  now: () => number = () => performance.now(),
): { get: () => Promise<T>; forget: () => void } {
  let kept: { value: Promise<T>; until: number } | null = null;
  function forget() {
    kept = null;
  }
  return {
    forget,
    get() {
      if (kept && now() < kept.until) return kept.value;
      const value = read();
      kept = { value, until: now() + ms };
      // A failure is told to whoever waits for it; the next one asks again.
      value.catch(forget);
      return value;
    },
  };
}
