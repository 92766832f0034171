"use client";

import { useHydrated } from "@/components/ui/use-hydrated";

/** A moment to the second in the browser's zone. The server does not know that zone and leaves it empty. */
export function LocalMoment({ iso }: { iso: string }) {
  const hydrated = useHydrated();
  return (
    <time dateTime={iso} className="whitespace-nowrap tabular-nums">
      {hydrated &&
        new Date(iso).toLocaleString("en-US", { dateStyle: "medium", timeStyle: "medium" })}
    </time>
  );
}
