"use client";

import { useEffect, useState } from "react";

/**
 * The server's time, ticking: the clock of a front-desk PC may be minutes off.
 *
 * @param serverNow the server's clock at an answer, ISO 8601 UTC
 * @param heardAt when that answer came, as of `performance.now()`
 * @param everyMs how often to tick; null: not at all
 * @returns milliseconds since the epoch
 */
export function useServerClock(serverNow: string, heardAt: number, everyMs: number | null): number {
  const ahead = Date.parse(serverNow) - heardAt;
  const [now, setNow] = useState(() => ahead + performance.now());

  useEffect(() => {
    const tick = () => setNow(ahead + performance.now());
    tick();
    if (everyMs === null) return;
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [ahead, everyMs]);

  return now;
}
