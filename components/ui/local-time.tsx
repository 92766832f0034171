"use client";

import { formatClock } from "@/lib/format";
import { useHydrated } from "./use-hydrated";

/** A time of day in the browser's zone. The server does not know that zone and leaves it empty. */
export function LocalTime({ iso }: { iso: string }) {
  const hydrated = useHydrated();
  return (
    <time dateTime={iso} className="whitespace-nowrap">
      {hydrated && formatClock(new Date(iso), new Date())}
    </time>
  );
}
