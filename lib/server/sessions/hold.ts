import "server-only";
import type { AppError } from "@/lib/errors";
import type { Result } from "@/lib/result";
import { type Followed, followProgress } from "./follow";
import { type Lookout, lookout } from "./lookout";

/** An answer without news comes after so long: sooner than any proxy gives up waiting. */
const holdMs = 8_000;

type Follow = (id: string) => Promise<Result<Followed, AppError>>;

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
): Promise<Result<Followed, AppError>> {
  const followed = await follow(id);
  if (!followed.ok || !followed.value.isLive) return followed;
  const { checkedAt, linkWorks, expiresAt, serverNow } = followed.value.progress;
  if (checkedAt !== seen || !linkWorks) return followed;
  // The end of the link is news too.
  const leftMs = Date.parse(expiresAt) - Date.parse(serverNow);
  await wait(id, seen, Math.min(holdMs, leftMs), gone);
  return follow(id);
}
