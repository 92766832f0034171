import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type * as z from "zod/mini";
import { checkAnswer } from "@/lib/staff/check-answer";
import type { WorklistFilter, WorklistPage, WorklistPlace } from "./worklist";

/** Comes while the first answer is on its way: less to load before the page can be read. */
export const loadSchemas = () => import("./worklist");
type Schemas = Awaited<ReturnType<typeof loadSchemas>>;

/** How often what is on the screen is looked at again. */
const followEveryMs = 10_000;

/** What is searched for stays in this window's memory: the keys are no part of any address. */
export const worklistKeys = {
  all: ["worklist"] as const,
  pages: (filter: WorklistFilter) => [...worklistKeys.all, "pages", filter] as const,
  changes: (filter: WorklistFilter, readAt: number) =>
    [...worklistKeys.all, "changes", filter, readAt] as const,
};

/** The pages that were asked for. Read again only when staff say so: rows keep their place. */
export function worklistOptions(filter: WorklistFilter) {
  return infiniteQueryOptions({
    queryKey: worklistKeys.pages(filter),
    queryFn: ({ pageParam: before, signal }) => readLinks(filter, before, signal),
    initialPageParam: null as WorklistPlace | null,
    getNextPageParam: ({ older }) => older,
    // Whoever comes back to a filter sees it as it is then.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    // Offline too: then the screen says since when it was not read.
    networkMode: "always",
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  });
}

/**
 * How the rows of these pages stand now: polled, paused while the page is hidden, asked at once on
 * return. Does not count as anybody's activity.
 *
 * @param readAt when the pages were read, milliseconds since the epoch
 */
export function worklistChangesOptions(
  filter: WorklistFilter,
  pages: readonly WorklistPage[],
  readAt: number,
) {
  const rows = pages.flatMap((page) => page.rows);
  const latest = pages.at(-1);
  return queryOptions({
    queryKey: worklistKeys.changes(filter, readAt),
    queryFn: ({ signal }) => {
      const shown = rows.map(({ id }) => id);
      const body = { ...filter, since: startOfToday(), shown, until: latest?.older ?? null };
      return ask("/api/sessions/changes", body, (all) => all.worklistChangesAnswerSchema, signal);
    },
    enabled: latest !== undefined,
    ...(latest && {
      initialData: {
        rows: [],
        changes: 0,
        helpToday: latest.helpToday,
        serverNow: latest.serverNow,
      },
      initialDataUpdatedAt: readAt,
    }),
    gcTime: 0,
    staleTime: followEveryMs,
    retry: false,
    networkMode: "always",
    refetchInterval: followEveryMs,
  });
}

/** One page. @throws when the server does not answer, or not with one */
export function readLinks(
  filter: WorklistFilter,
  before: WorklistPlace | null,
  signal: AbortSignal,
): Promise<WorklistPage> {
  const body = { ...filter, since: startOfToday(), before };
  return ask("/api/sessions", body, (all) => all.worklistPageSchema, signal);
}

async function ask<T>(
  path: string,
  body: object,
  schemaOf: (schemas: Schemas) => z.ZodMiniType<T>,
  signal: AbortSignal,
): Promise<T> {
  const [answer, schemas] = await Promise.all([read(path, body, signal), loadSchemas()]);
  return schemaOf(schemas).parse(answer);
}

async function read(path: string, body: object, signal: AbortSignal): Promise<unknown> {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal,
    cache: "no-store",
  });
  checkAnswer(answer, "worklist");
  return answer.json();
}

/** Midnight at this PC. */
function startOfToday(): string {
  return new Date(new Date().setHours(0, 0, 0, 0)).toISOString();
}
