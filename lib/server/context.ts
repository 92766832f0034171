import "server-only";
import type { Database } from "@/lib/server/db/schema";
import type { Vault } from "@/lib/server/db/seal";

/**
 * Who acts.
 *
 * - `staff`: somebody who is signed in, at one PC
 * - `visitor`: somebody who is not, or not yet
 * - `system`: the desk itself, in one of its jobs
 */
export type Actor =
  | { kind: "staff"; staffId: string; signInId: string }
  | { kind: "visitor" }
  | { kind: "system"; job: SystemJob };

export type SystemJob = "start" | "restore" | "housekeeping" | "live-updates";

/** What acting needs of the desk, whoever acts. */
export type Acting = { db: Database; vault: Vault; now: () => Date };

/** Who acts, and what they act with. */
export type Ctx<A extends Actor = Actor> = Acting & { actor: A };

/** Somebody who is signed in acts. */
export function byStaff(staff: { id: string; sessionId: string }, acting: Acting): Ctx {
  return by({ kind: "staff", staffId: staff.id, signInId: staff.sessionId }, acting);
}

/** Somebody acts who is not signed in. */
export function byVisitor(acting: Acting): Ctx {
  return by({ kind: "visitor" }, acting);
}

/** The desk acts by itself. */
export function bySystem(job: SystemJob, acting: Acting): Ctx {
  return by({ kind: "system", job }, acting);
}

function by(actor: Actor, { db, vault, now }: Acting): Ctx {
  return { actor, db, vault, now };
}
