import type { AuditDesk, AuditEntry } from "@/lib/server/audit/service";
import { createAuditStore } from "@/lib/server/audit/store";
import type { Database } from "@/lib/server/db/schema";
import { createVault } from "@/lib/server/db/seal";

export const clerk = { id: "staff-1", sessionId: "session-1" };

export function entry(changes: Partial<AuditEntry> = {}): AuditEntry {
  return { action: "link-viewed", outcome: "ok", staff: clerk, subject: "link-1", ...changes };
}

/** Its clock goes on by a second with each look. */
export function deskOver(db: Database): AuditDesk {
  const vault = createVault("a made-up secret of the tests, 43 characters");
  let at = Date.parse("2026-04-25T14:30:00.000Z");
  const now = () => {
    at += 1000;
    return new Date(at);
  };
  return { db, store: createAuditStore(db), vault, now };
}
