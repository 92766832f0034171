"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { claimFocus, type FocusClaim } from "@/lib/focus-claim";
import type { FollowUpActions } from "@/lib/sessions/actions";
import type { WorklistFilter, WorklistShow } from "@/lib/sessions/worklist";
import { worklistChangesOptions, worklistOptions } from "@/lib/sessions/worklist-queries";
import { WorklistFilters } from "./worklist-filters";
import { Nothing, NotRead, Skeleton } from "./worklist-notices";
import { WorklistRow } from "./worklist-row";

type WorklistProps = { firstShow: WorklistShow; followUp: FollowUpActions };

/**
 * All links of the desk, newest first, a page at a time. Rows keep their place: what needs help is
 * marked and has a filter of its own instead of moving up. What is typed here is in no address.
 */
export function Worklist({ firstShow, followUp }: WorklistProps) {
  const [filter, setFilter] = useState<WorklistFilter>({
    show: firstShow,
    mine: false,
    search: "",
  });
  const { rows, ...list } = useWorklist(filter);
  const place = useRef<HTMLUListElement>(null);

  // The button that asked for more may be gone when it is there: the focus goes on to it.
  const leadTo = useRef<{ index: number; asked: FocusClaim } | null>(null);
  useEffect(() => {
    if (leadTo.current === null || list.isReading) return;
    const { index, asked } = leadTo.current;
    leadTo.current = null;
    const row = place.current?.children[index];
    if (row instanceof HTMLElement) asked(row);
  });

  function readAndLeadTo(index: number, read: () => Promise<unknown>) {
    if (list.isReading) return;
    leadTo.current = { index, asked: claimFocus() };
    void read();
  }

  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-xl font-semibold">Links</h1>
        <Link href="/" className={buttonClass("secondary")}>
          New link
        </Link>
      </div>
      <WorklistFilters filter={filter} helpToday={list.helpToday} onChange={setFilter} />
      {list.hasFailed && <NotRead heardAt={list.heardAt} onTryAgain={() => list.readAgain()} />}
      {/* As high with the button as without, so that no row moves when it appears. */}
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4">
        <p role="status" className="text-ink2">
          {rows && !list.isReading && countWords(rows.length, list.hasOlder)}
        </p>
        <div role="status" className="flex items-center gap-3 font-semibold">
          {list.changes > 0 && (
            <>
              <span>{list.changes === 1 ? "1 change" : `${list.changes} changes`}</span>
              <Button onClick={() => readAndLeadTo(0, list.readAgain)}>
                Show<span className="sr-only"> changes</span>
              </Button>
            </>
          )}
        </div>
      </div>
      {rows === null && !list.hasFailed && <Skeleton />}
      {rows?.length === 0 && !list.hasOlder && <Nothing filter={filter} />}
      {rows && rows.length > 0 && (
        <ul ref={place} aria-label="Links" className="grid grid-cols-1 gap-2">
          {rows.map((row) => (
            <WorklistRow key={row.id} row={row} followUp={followUp} />
          ))}
        </ul>
      )}
      {rows && list.hasOlder && (
        <div>
          <Button
            aria-disabled={list.isReading}
            onClick={() => readAndLeadTo(rows.length, list.readOlder)}
          >
            Older links
          </Button>
        </div>
      )}
    </div>
  );
}

/** The links of one filter: their order as it was read, each row as it stands now. */
function useWorklist(filter: WorklistFilter) {
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

function countWords(count: number, hasOlder: boolean): string {
  const links = count === 1 ? "1 link" : `${count} links`;
  return hasOlder ? `${links}, and older ones` : links;
}
