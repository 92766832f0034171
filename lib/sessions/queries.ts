import { queryOptions } from "@tanstack/react-query";
import * as z from "zod/mini";
import { checkAnswer } from "@/lib/staff/check-answer";
import { awaitsRecords } from "./records-words";
import type { SessionProgress } from "./session";
import { whoseAnswers } from "./whose";

const progressSchema: z.ZodMiniType<SessionProgress> = z.object({
  id: z.string(),
  state: z.enum(["waiting", "connecting", "connected", "partly", "nothing", "ended"]),
  linkWorks: z.boolean(),
  hospitals: z.array(
    z.object({
      sourceId: z.string(),
      name: z.string(),
      state: z.enum(["waiting", "connected", "declined", "failed", "lapsed", "disconnected"]),
      at: z.nullable(z.string()),
      records: z.nullable(z.object({ state: z.enum(["arrived", "failed"]), at: z.string() })),
    }),
  ),
  expiresAt: z.string(),
  checkedAt: z.string(),
  serverNow: z.string(),
  stale: z.boolean(),
  whose: z.nullable(z.enum(whoseAnswers)),
});

export const sessionKeys = {
  all: ["sessions"] as const,
  progress: (id: string) => [...sessionKeys.all, "progress", id] as const,
};

/** An answer, and when this window heard it as of `performance.now()`: no change of the PC's time moves that. */
export type HeardProgress = {
  progress: SessionProgress;
  heardAt: number;
  /** The server will answer the next question only when there is news: ask after so long. Null: it will not. */
  askAgainMs: number | null;
};

/** How one window follows one link. */
export type Watch = {
  /** As of `performance.now()`. */
  since: number;
  /** 0 to 1: each desk keeps a pace of its own, so that they do not march in step. */
  luck: number;
};

export function startWatch(): Watch {
  return { since: performance.now(), luck: Math.random() };
}

const fastForMs = 5 * 60_000;
/** Our own server is told when records are there; those that take longer are found on a later visit. */
const recordsEveryMs = 30_000;
const recordsForMs = 30 * 60_000;

/** Milliseconds to the next poll: 3 s for five minutes, then 10 s, 20 % more or less by `luck`. */
export function pollDelay(watchedMs: number, luck: number): number {
  const base = watchedMs < fastForMs ? 3_000 : 10_000;
  return Math.round(base * (0.8 + 0.4 * luck));
}

const fastestMs = 2_400;

/**
 * With live updates: at once after news, or after an answer that was held back for long. An answer
 * that brought nothing and was not held, though it could have been, keeps to the pace.
 */
function askAgainMs(answer: Response, isNews: boolean, tookMs: number): number | null {
  if (answer.headers.get("Desk-Live") !== "on") return null;
  return isNews ? 100 : Math.max(100, fastestMs - tookMs);
}

/**
 * One session's progress: polled while its link works, paused while the page is hidden, asked at
 * once on return. What was heard last stays, so that a card that comes back shows no older state.
 *
 * @param shown the progress that the page came with
 */
export function sessionProgressOptions(shown: SessionProgress, { since, luck }: Watch) {
  return queryOptions({
    queryKey: sessionKeys.progress(shown.id),
    queryFn: async ({ signal, client, queryKey }): Promise<HeardProgress> => {
      const before = client.getQueryData<HeardProgress>(queryKey);
      const seen = before?.askAgainMs == null ? null : before.progress.checkedAt;
      const query = seen === null ? "" : `?seen=${encodeURIComponent(seen)}`;
      const askedAt = performance.now();
      const answer = await fetch(`/api/sessions/${shown.id}${query}`, {
        signal,
        cache: "no-store",
      });
      checkAnswer(answer, "progress");
      const progress = progressSchema.parse(await answer.json());
      const heardAt = performance.now();
      const isNews = progress.checkedAt !== seen;
      return { progress, heardAt, askAgainMs: askAgainMs(answer, isNews, heardAt - askedAt) };
    },
    initialData: { progress: shown, heardAt: since, askAgainMs: null },
    // As old as the last look at the API: what the page found in our own store may have changed.
    initialDataUpdatedAt: () =>
      Date.now() - (Date.parse(shown.serverNow) - Date.parse(shown.checkedAt)),
    staleTime: fastestMs,
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
    // Offline too: then the card says that what it shows may be old.
    networkMode: "always",
    // The same at each render, or every tick of the countdown would put the next poll off.
    refetchInterval: ({ state }) => {
      if (!state.data || state.fetchStatus === "fetching") return false;
      const watchedMs = performance.now() - since;
      const { linkWorks, hospitals } = state.data.progress;
      if (!linkWorks) return awaitsRecords(hospitals) && watchedMs < recordsForMs && recordsEveryMs;
      const usual = pollDelay(watchedMs, luck);
      return state.error ? usual : (state.data.askAgainMs ?? usual);
    },
    refetchOnWindowFocus: ({ state }) => state.data?.progress.linkWorks === true,
    refetchOnReconnect: ({ state }) => state.data?.progress.linkWorks === true,
  });
}
