import type { AuditEntry } from "@/lib/server/audit/service";
import type { ActingBy, Ctx } from "@/lib/server/context";
import type { WritableDatabase } from "@/lib/server/db/schema";
import { createVault } from "@/lib/server/db/seal";

export const clerk = { id: "staff-1", sessionId: "session-1" };

const nothing = () => {};

export function entry(changes: Partial<AuditEntry> = {}): AuditEntry {
  return { action: "link-viewed", outcome: "ok", staff: clerk, subject: "link-1", ...changes };
}

/** Its clock goes on by a second with each look. */
export function deskOver(db: WritableDatabase): ActingBy & Pick<Ctx, "log"> {
  const vault = createVault("a made-up secret of the tests, 43 characters");
  let at = Date.parse("2026-04-25T14:30:00.000Z");
  const now = () => {
    at += 1000;
    return new Date(at);
  };
  const actor = { kind: "staff", staffId: clerk.id, signInId: clerk.sessionId } as const;
  return { db, vault, now, actor, log: { info: nothing, warn: nothing, error: nothing } };
}
