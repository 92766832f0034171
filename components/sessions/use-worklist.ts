"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { WorklistFilter } from "@/lib/sessions/worklist";
import { worklistChangesOptions, worklistOptions } from "@/lib/sessions/worklist-queries";

/** The links of one filter: their order as it was read, each row as it stands now. */
export function useWorklist(filter: WorklistFilter) {
  const list = useInfiniteQuery({
    ...worklistOptions(filter),
    placeholderData: keepPreviousData,
  });
  const pages = list.data?.pages ?? [];
  const follow = useQuery(
    worklistChangesOptions(filter, list.isPlaceholderData ? [] : pages, list.dataUpdatedAt),
  );
  const current = new Map(follow.data?.rows.map((row) => [row.id, row]));
  const heardAt = Math.max(list.dataUpdatedAt, follow.dataUpdatedAt);
  return {
    /** Null until something was read. */
    rows: list.data
      ? pages.flatMap((page) => page.rows).map((row) => current.get(row.id) ?? row)
      : null,
    helpToday: follow.data?.helpToday ?? pages[0]?.helpToday ?? 0,
    /** How many rows would come or go if the list were read again. */
    changes: follow.data?.changes ?? 0,
    hasOlder: list.hasNextPage,
    isReading: list.isFetching,
    hasFailed: list.isError || follow.isError,
    /** When the server was last heard, ISO 8601 UTC; null when it never was. */
    heardAt: heardAt > 0 ? new Date(heardAt).toISOString() : null,
    readOlder: list.fetchNextPage,
    readAgain: list.refetch,
  };
}
