import "server-only";
import type { DeskError } from "@/lib/errors";
import type { Result } from "@/lib/result";
import { type Followed, followProgress } from "./follow";
import { heldForMs } from "./freshness";
import { type Lookout, lookout } from "./lookout";

type Follow = (id: string) => Promise<Result<Followed, DeskError>>;

/**
 * The answer to a poll, held back while there is nothing new and an event would tell of it.
 *
 * @param seen the `checkedAt` that the browser has; null: it wants to know now
 * @param gone the browser hung up
 */
export async function holdForNews(
  id: string,
  seen: string | null,
  gone: AbortSignal,
  follow: Follow = followProgress,
  { wait }: Lookout = lookout(),
): Promise<Result<Followed, DeskError>> {
  const followed = await follow(id);
  if (!followed.ok || !followed.value.isLive || seen === null) return followed;
  const ms = heldForMs(followed.value.progress, seen);
  if (ms === 0) return followed;
  await wait(id, seen, ms, gone);
  return follow(id);
}
