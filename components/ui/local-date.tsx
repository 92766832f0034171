"use client";

import { formatDate } from "@/lib/format";
import { useHydrated } from "./use-hydrated";

/** A day and time of day in the browser's zone. The server does not know that zone and leaves it empty. */
export function LocalDate({ iso }: { iso: string }) {
  const hydrated = useHydrated();
  return (
    <time dateTime={iso} className="whitespace-nowrap">
      {hydrated && formatDate(new Date(iso), new Date())}
    </time>
  );
}
