"use client";

import { useSyncExternalStore } from "react";
import { formatClock } from "@/lib/format";

const never = () => () => {};

/** A time of day in the browser's zone. The server does not know that zone and leaves it empty. */
export function LocalTime({ iso }: { iso: string }) {
  const text = useSyncExternalStore(
    never,
    () => formatClock(new Date(iso), new Date()),
    () => "",
  );
  return (
    <time dateTime={iso} className="whitespace-nowrap">
      {text}
    </time>
  );
}
