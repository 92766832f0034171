import "server-only";
import { isAhead } from "@/lib/server/clock";
import type { SessionSnapshot } from "./stored-session";

/**
 * Whether the API told how the link ended: said so itself, or was heard after its end. What was heard
 * by a clock that was ahead may have been said before.
 */
export function endWasHeard({ status, checkedAt, expiresAt }: SessionSnapshot, now: Date): boolean {
  if (status === "complete" || status === "expired") return true;
  return checkedAt >= expiresAt && !isAhead(checkedAt, now);
}
