import "server-only";
import type { Deed } from "@/lib/server/act";
import type { AuditEntry } from "@/lib/server/audit/service";
import type { ActionResult, CreatedSession } from "@/lib/sessions/actions";
import type { SessionCard } from "@/lib/sessions/session";

/** What a press of Create came to, whatever that is. */
export function linkCreated(patientId: string, result: ActionResult<CreatedSession>): Deed {
  const made = { action: "link-created", patientId } as const;
  if (!result.ok) {
    const { kind, requestId } = result.error;
    return { ...made, outcome: kind, requestId };
  }
  const { card, repeated } = result.value;
  const { requestId, progress } = card;
  return { ...made, outcome: repeated ? "repeated" : "ok", subject: progress.id, requestId };
}

/** A look for a lost answer that found the link. */
export function linkFound(subject: string, patientId: string): Deed {
  return { action: "link-created", outcome: "found", subject, patientId };
}

/** A link that Medblocks had, which is in our books from now on. */
export function linkTakenIn(subject: string, patientId: string): Deed {
  return { action: "link-taken-in", outcome: "ok", subject, patientId };
}

export function linkViewed(card: SessionCard, staff: AuditEntry["staff"]): AuditEntry {
  const { progress, details } = card;
  const about = { subject: progress.id, patientId: details.patientId };
  return { action: "link-viewed", outcome: "ok", staff, ...about };
}
