import { queryOptions } from "@tanstack/react-query";
import * as z from "zod/mini";
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

const fastForMs = 5 * 60_000;

/** Milliseconds to the next poll: 3 s for five minutes, then 10 s, spread by 20 % so that desks do not march in step. */
export function pollDelay(watchedMs: number, random: () => number): number {
  const base = watchedMs < fastForMs ? 3_000 : 10_000;
  return Math.round(base * (0.8 + 0.4 * random()));
}

/**
 * One session's progress: polled while its link works, paused while the page is hidden, asked at
 * once on return.
 *
 * @param shown the progress that the page came with
 * @param since when this browser began to watch, as of `Date.now()`
 */
export function sessionProgressOptions(shown: SessionProgress, since: number) {
  return queryOptions({
    queryKey: sessionKeys.progress(shown.id),
    queryFn: async ({ signal }): Promise<SessionProgress> => {
      const answer = await fetch(`/api/sessions/${shown.id}`, { signal, cache: "no-store" });
      if (!answer.ok) throw new Error(`progress answered ${answer.status}`);
      return progressSchema.parse(await answer.json());
    },
    initialData: shown,
    staleTime: 2_400,
    gcTime: 0,
    retry: false,
    refetchInterval: ({ state }) =>
      state.data?.linkWorks ? pollDelay(Date.now() - since, Math.random) : false,
    refetchOnWindowFocus: ({ state }) => state.data?.linkWorks === true,
    refetchOnReconnect: ({ state }) => state.data?.linkWorks === true,
  });
}
