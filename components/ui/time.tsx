"use client";

import { useEffect, useState } from "react";
import type { AppError } from "@/lib/errors";
import { formatClock, formatDate } from "@/lib/format";
import { useHydrated } from "./use-hydrated";

const formats = {
  clock: formatClock,
  day: formatDate,
  year: (at: Date) => formatDate(at, null),
  second: (at: Date) => at.toLocaleString("en-US", { dateStyle: "medium", timeStyle: "medium" }),
};

type LocalTimeProps = {
  /** ISO 8601 UTC. */
  iso: string;
  /** A time of day, with the day where that is needed; always with the day; with the year; or to the second. */
  to?: keyof typeof formats;
};

/** A moment in the browser's zone. The server does not know that zone and leaves it empty. */
export function LocalTime({ iso, to = "clock" }: LocalTimeProps) {
  const hydrated = useHydrated();
  return (
    <time dateTime={iso} className="whitespace-nowrap tabular-nums">
      {hydrated && formats[to](new Date(iso), new Date())}
    </time>
  );
}

/** Seconds until it makes sense to try again; 0: now. */
export function secondsToWait(error: AppError | null): number {
  return error && "retryAfterSeconds" in error ? error.retryAfterSeconds : 0;
}

/** The same failure with its wait counting down to 0, second by second. */
export function useCountingDown<E extends AppError>(error: E | null): E | null {
  const [passed, setPassed] = useState({ error, seconds: 0 });
  const total = secondsToWait(error);
  useEffect(() => {
    if (total === 0) return;
    const start = performance.now();
    const timer = setInterval(() => {
      setPassed({ error, seconds: Math.floor((performance.now() - start) / 1000) });
    }, 1000);
    return () => clearInterval(timer);
  }, [error, total]);
  if (!error || !("retryAfterSeconds" in error)) return error;
  const seconds = passed.error === error ? passed.seconds : 0;
  return { ...error, retryAfterSeconds: Math.max(0, total - seconds) };
}
