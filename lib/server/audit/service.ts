import "server-only";
import type { TrailVerdict } from "@/lib/audit/verdict";
import { type Deed, note } from "@/lib/server/act";
import { type Acting, byStaff, byVisitor } from "@/lib/server/context";
import { database } from "@/lib/server/db/client";
import { vault } from "@/lib/server/db/seal";
import type { Staff } from "@/lib/server/staff/guard";
import { checkTrail } from "./check-trail";
import { type AuditStore, createAuditStore } from "./store";

export type AuditEntry = Deed & {
  /** Null: nobody was signed in. */
  staff: Pick<Staff, "id" | "sessionId"> | null;
};

/** What the trail works with; tests pass their own. */
export type AuditDesk = Acting & { store: AuditStore };

/** That of this process. */
export async function auditDesk(): Promise<AuditDesk> {
  const db = await database();
  return { db, store: createAuditStore(db), vault: vault(), now: () => new Date() };
}

/**
 * Writes down what changes nothing here: that somebody looked, or got a link. What changes something
 * goes through `act`. @throws when it cannot be written: what cannot be audited does not happen
 */
export async function audit({ staff, ...deed }: AuditEntry, given?: AuditDesk): Promise<void> {
  const desk = given ?? (await auditDesk());
  await note(staff ? byStaff(staff, desk) : byVisitor(desk), deed);
}

/** Reads the whole trail and tells what was changed, removed or inserted. */
export async function verifyTrail(given?: AuditDesk): Promise<TrailVerdict> {
  const { store, vault } = given ?? (await auditDesk());
  // First the note: rows that are written meanwhile are behind it and no finding.
  const note = await store.readNote();
  return checkTrail(store.rows(), note, vault);
}
