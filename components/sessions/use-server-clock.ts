"use client";

import { useEffect, useState } from "react";

/**
 * The server's time, ticking: the clock of a front-desk PC may be minutes off.
 *
 * @param serverNow the server's clock at its last answer, ISO 8601 UTC
 * @param everyMs how often to tick; null: not at all
 * @returns milliseconds since the epoch
 */
export function useServerClock(serverNow: string, everyMs: number | null): number {
  const [now, setNow] = useState(() => Date.parse(serverNow));

  useEffect(() => {
    // A monotonic clock: setting the PC's time does not move the countdown.
    const start = Date.parse(serverNow) - performance.now();
    const tick = () => setNow(start + performance.now());
    tick();
    if (everyMs === null) return;
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [serverNow, everyMs]);

  return now;
}
