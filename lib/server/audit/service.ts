import "server-only";
import type { AuditAction } from "@/lib/audit/action";
import type { TrailVerdict } from "@/lib/audit/verdict";
import { type Vault, vault } from "@/lib/server/db/seal";
import { log } from "@/lib/server/log";
import { patientKey } from "@/lib/server/sessions/stored-session";
import type { Staff } from "@/lib/server/staff/guard";
import { checkTrail } from "./check-trail";
import { type AuditFacts, type AuditStore, auditStore } from "./store";

export type AuditEntry = {
  action: AuditAction;
  /** `ok`, or why it was not: the kind of the failure. */
  outcome: string;
  /** Null: nobody was signed in. */
  staff: Pick<Staff, "id" | "sessionId"> | null;
  /** What it was done to: our id of a link, a member of staff, the name of a setting. Never a name or an address. */
  subject?: string | null;
  /** Kept as a keyed hash only. */
  patientId?: string | null;
  /** That hash, where the id itself is not at hand. */
  patientKey?: string | null;
  /** The API's `X-Request-Id`. */
  requestId?: string | null;
};

/** What the trail works with; tests pass their own. */
export type AuditDesk = { store: AuditStore; vault: Vault; now: () => Date };

/** That of this process. */
export async function auditDesk(): Promise<AuditDesk> {
  return { store: await auditStore(), vault: vault(), now: () => new Date() };
}

/** Adds one row to the audit trail. @throws when it cannot be written: what cannot be audited does not happen */
export async function audit(entry: AuditEntry, given?: AuditDesk): Promise<void> {
  try {
    const desk = given ?? (await auditDesk());
    await desk.store.append(factsOf(entry, desk));
  } catch (error) {
    const cause = error instanceof Error ? error.name : null;
    log.error({ event: "audit_failed", operation: entry.action, cause });
    throw error;
  }
}

/** Reads the whole trail and tells what was changed, removed or inserted. */
export async function verifyTrail(given?: AuditDesk): Promise<TrailVerdict> {
  const { store, vault } = given ?? (await auditDesk());
  // First the note: rows that are written meanwhile are behind it and no finding.
  const note = await store.readNote();
  return checkTrail(store.rows(), note, vault);
}

function factsOf(entry: AuditEntry, { vault, now }: AuditDesk): AuditFacts {
  const { action, outcome, staff, subject, patientId, requestId } = entry;
  return {
    at: now().toISOString(),
    action,
    outcome,
    staff_id: staff?.id ?? null,
    staff_session: staff?.sessionId ?? null,
    subject: subject ?? null,
    patient_key: patientId ? patientKey(vault, patientId) : (entry.patientKey ?? null),
    request_id: requestId ?? null,
  };
}
