"use client";

import { formatDate } from "@/lib/format";
import { useHydrated } from "./use-hydrated";

type LocalDateProps = {
  iso: string;
  /** The year too, when it is this one: for whoever compares clocks. */
  withYear?: boolean;
};

/** A day and time of day in the browser's zone. The server does not know that zone and leaves it empty. */
export function LocalDate({ iso, withYear = false }: LocalDateProps) {
  const hydrated = useHydrated();
  return (
    <time dateTime={iso} className="whitespace-nowrap">
      {hydrated && formatDate(new Date(iso), withYear ? null : new Date())}
    </time>
  );
}
