import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { checkAnswer } from "@/lib/staff/check-answer";
import { tidySearchText } from "./search-text";
import type { Source } from "./source";

/** Comes with the first answer: less to load before the desk can type. */
const loadAnswers = () => import("./answers");

/** Keys from general to specific: invalidating `all` reaches every list and name. */
export const sourceKeys = {
  all: ["sources"] as const,
  search: (text: string) => [...sourceKeys.all, "search", text] as const,
  detail: (id: string) => [...sourceKeys.all, "detail", id] as const,
};

/** The shortest text that is searched for; one letter would match nearly everything. */
export const minSearchLength = 2;

const freshMs = 5 * 60_000;

/**
 * The clinic may reach this server over a local network with no internet at all, so the browser's
 * own "offline" must not hold a request back; and staff retry by a button, not after long silence.
 */
const overLocalNetwork = { networkMode: "always", retry: false } as const;

/** Hospitals by name, or the one with a pasted id. At most 50, best matches first. */
export function sourceSearchOptions(text: string) {
  const q = tidySearchText(text);
  return queryOptions({
    ...overLocalNetwork,
    queryKey: sourceKeys.search(q),
    queryFn: async ({ signal }) => {
      const answer = await fetch(`/api/sources?${new URLSearchParams({ q })}`, { signal });
      checkAnswer(answer, "the catalog");
      return (await loadAnswers()).searchSchema.parse(await answer.json());
    },
    enabled: q.length >= minSearchLength,
    staleTime: ({ state }) => (state.data?.stale ? 0 : freshMs),
  });
}

/** One hospital by its id; null when it is not, or no longer, in the catalog. */
export function sourceOptions(id: string) {
  return queryOptions({
    ...overLocalNetwork,
    queryKey: sourceKeys.detail(id),
    queryFn: async ({ signal }): Promise<Source | null> => {
      const answer = await fetch(`/api/sources/${encodeURIComponent(id)}`, { signal });
      if (answer.status === 404) return null;
      checkAnswer(answer, "the catalog");
      return (await loadAnswers()).oneSchema.parse(await answer.json()).source;
    },
    staleTime: freshMs,
  });
}

/** The name that this browser has already read for an id, else the id itself. */
export function knownSourceName(client: QueryClient, id: string): string {
  return client.getQueryData(sourceOptions(id).queryKey)?.name ?? id;
}
