import "server-only";
import type { AuditEntry } from "@/lib/server/audit/service";
import type { ActionResult, CreatedSession } from "@/lib/sessions/actions";
import type { SessionCard } from "@/lib/sessions/session";

type Who = AuditEntry["staff"];

/** What a press of Create came to, whatever that is. */
export function linkCreated(
  patientId: string,
  result: ActionResult<CreatedSession>,
  staff: Who,
): AuditEntry {
  const made = { action: "link-created", patientId, staff } as const;
  if (!result.ok) {
    const { kind, requestId } = result.error;
    return { ...made, outcome: kind, requestId };
  }
  const { card, repeated } = result.value;
  const { requestId, progress } = card;
  return { ...made, outcome: repeated ? "repeated" : "ok", subject: progress.id, requestId };
}

/** A look for a lost answer that found the link, and so showed it. */
export function linkFound({ card }: CreatedSession, staff: Who): AuditEntry {
  return { ...aboutLink(card, staff), action: "link-created", outcome: "found" };
}

export function linkViewed(card: SessionCard, staff: Who): AuditEntry {
  return { ...aboutLink(card, staff), action: "link-viewed", outcome: "ok" };
}

function aboutLink({ progress, details }: SessionCard, staff: Who) {
  return { staff, subject: progress.id, patientId: details.patientId };
}
