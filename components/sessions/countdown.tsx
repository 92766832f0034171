"use client";

import { useEffect, useState } from "react";
import { LocalTime } from "@/components/ui/time";
import { formatTimeLeft } from "@/lib/format";

const circumference = 2 * Math.PI * 8;

/**
 * How long the link still works, as words and a ring. Not a live region: the card says 5 minutes,
 * 1 minute and the end by itself.
 */
export function Countdown({
  leftMs,
  lifetimeMs,
  expiresAt,
}: {
  leftMs: number;
  lifetimeMs: number;
  expiresAt: string;
}) {
  const share = Math.max(0, Math.min(1, leftMs / lifetimeMs));
  return (
    <p className="flex items-center gap-2">
      <svg
        aria-hidden="true"
        viewBox="0 0 20 20"
        width={20}
        height={20}
        className="-rotate-90 print:hidden"
      >
        <circle cx="10" cy="10" r="8" fill="none" strokeWidth="3" className="stroke-line" />
        <circle
          cx="10"
          cy="10"
          r="8"
          fill="none"
          strokeWidth="3"
          strokeDasharray={`${share * circumference} ${circumference}`}
          className="stroke-brand"
        />
      </svg>
      <span>
        Stops working{" "}
        <span className="print:hidden">
          in{" "}
          <span role="timer" aria-live="off" className="font-semibold tabular-nums">
            {formatTimeLeft(leftMs)}
          </span>{" "}
          (
        </span>
        at <LocalTime iso={expiresAt} />
        <span className="print:hidden">)</span>
      </span>
    </p>
  );
}

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
