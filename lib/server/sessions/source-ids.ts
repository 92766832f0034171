import "server-only";
import type { Session } from "@/lib/server/connect/session";
import type { SessionDetails } from "@/lib/sessions/session";

/** The hospitals that a link is for: the only one, or those to suggest, in order. */
export function sourceIdsOf(
  details: Pick<SessionDetails, "mode" | "onlySourceId" | "suggestedSourceIds">,
): string[] {
  return details.mode === "only"
    ? [details.onlySourceId]
    : [...new Set(details.suggestedSourceIds)];
}

/** The same of a session as the API has it. */
export function sourceIdsAt(session: Pick<Session, "connectionId" | "recommendedIds">): string[] {
  return session.connectionId ? [session.connectionId] : session.recommendedIds;
}
