import { queryOptions } from "@tanstack/react-query";
import * as z from "zod/mini";
import { checkAnswer } from "@/lib/staff/check-answer";
import type { SessionProgress } from "./session";

const progressSchema: z.ZodMiniType<SessionProgress> = z.object({
  id: z.string(),
  state: z.enum(["waiting", "connecting", "connected", "partly", "nothing", "ended"]),
  linkWorks: z.boolean(),
  hospitals: z.array(
    z.object({
      sourceId: z.string(),
      name: z.string(),
      state: z.enum(["waiting", "connected", "declined", "failed", "lapsed"]),
      at: z.nullable(z.string()),
    }),
  ),
  expiresAt: z.string(),
  checkedAt: z.string(),
  serverNow: z.string(),
  stale: z.boolean(),
});

export const sessionKeys = {
  all: ["sessions"] as const,
  progress: (id: string) => [...sessionKeys.all, "progress", id] as const,
};

/** An answer, and when this window heard it as of `performance.now()`: no change of the PC's time moves that. */
export type HeardProgress = { progress: SessionProgress; heardAt: number };

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

/** Milliseconds to the next poll: 3 s for five minutes, then 10 s, 20 % more or less by `luck`. */
export function pollDelay(watchedMs: number, luck: number): number {
  const base = watchedMs < fastForMs ? 3_000 : 10_000;
  return Math.round(base * (0.8 + 0.4 * luck));
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
    queryFn: async ({ signal }): Promise<HeardProgress> => {
      const answer = await fetch(`/api/sessions/${shown.id}`, { signal, cache: "no-store" });
      checkAnswer(answer, "progress");
      return { progress: progressSchema.parse(await answer.json()), heardAt: performance.now() };
    },
    initialData: { progress: shown, heardAt: since },
    // As old as the last look at the API: what the page found in our own store may have changed.
    initialDataUpdatedAt: () =>
      Date.now() - (Date.parse(shown.serverNow) - Date.parse(shown.checkedAt)),
    staleTime: 2_400,
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
    // The same at each render, or every tick of the countdown would put the next poll off.
    refetchInterval: ({ state }) =>
      state.data?.progress.linkWorks ? pollDelay(performance.now() - since, luck) : false,
    refetchOnWindowFocus: ({ state }) => state.data?.progress.linkWorks === true,
    refetchOnReconnect: ({ state }) => state.data?.progress.linkWorks === true,
  });
}
