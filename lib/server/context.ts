import "server-only";
import type { SignInId, StaffId } from "@/lib/ids";
import type { ConnectClient } from "@/lib/server/connect/client";
import type { Database } from "@/lib/server/db/schema";
import type { Vault } from "@/lib/server/db/seal";
import type { Env } from "@/lib/server/env";
import type { Log } from "@/lib/server/log";
import type { SourceCache } from "@/lib/server/sources/service";
import type { Browser } from "@/lib/server/staff/browser";
import type { Staff } from "@/lib/server/staff/guard";
import type { Wait } from "@/lib/server/within";
import type { ClinicSettings } from "@/lib/settings/clinic";
import type { Proof } from "@/lib/staff/proof";
import type { StaffRole } from "@/lib/staff/staff";

/** Somebody who is signed in, at one PC. */
export type StaffActor = {
  kind: "staff";
  staffId: StaffId;
  role: StaffRole;
  signInId: SignInId;
};

/** Somebody who is not signed in, or not yet. */
export type VisitorActor = { kind: "visitor" };

/** The desk itself, in one of its jobs. */
export type SystemActor = { kind: "system"; job: SystemJob };

export type SystemJob = "start" | "restore" | "housekeeping" | "live-updates";

export type Actor = StaffActor | VisitorActor | SystemActor;

/**
 * Who acts, for which clinic, and all that a use case works with: each is `verb(ctx, input)`, and
 * reaches for nothing else of the process. `desk.ts` makes those of this process.
 */
export type Ctx<A extends Actor = Actor> = {
  actor: A;
  db: Database;
  vault: Vault;
  /** Of a job: silent while the API asks for silence. */
  connect: ConnectClient;
  /** What the hospitals' catalog said before. */
  catalog: SourceCache;
  /** The settings that count now. */
  clinic: ClinicSettings;
  /** What the desk was started with. */
  env: Env;
  now: () => Date;
  wait: Wait;
  log: Log;
};

/** Where a request comes from, for a use case that needs its browser. */
export type From = {
  browser: Browser;
  /** As the proxy in front tells it; null when none is configured to. */
  address: string | null;
};

/** The same of somebody who is signed in. */
export type StaffFrom = From & {
  staff: Staff;
  /** What they showed anew, where the act asks for it. */
  proof: Proof | undefined;
};

/** What acting needs of the desk, whoever acts. */
export type Acting = Pick<Ctx, "db" | "vault" | "now">;

/** Who acts, and what `act` needs. */
export type ActingBy = Acting & {
  actor:
    | (Pick<StaffActor, "kind"> & { staffId: string; signInId: string })
    | VisitorActor
    | SystemActor;
};

/** Somebody who is signed in acts. */
export function byStaff(staff: { id: string; sessionId: string }, acting: Acting): ActingBy {
  return by({ kind: "staff", staffId: staff.id, signInId: staff.sessionId }, acting);
}

/** Somebody acts who is not signed in. */
export function byVisitor(acting: Acting): ActingBy {
  return by({ kind: "visitor" }, acting);
}

/** The desk acts by itself. */
export function bySystem(job: SystemJob, acting: Acting): ActingBy {
  return by({ kind: "system", job }, acting);
}

function by(actor: ActingBy["actor"], { db, vault, now }: Acting): ActingBy {
  return { actor, db, vault, now };
}
