import "server-only";
import { setTimeout } from "node:timers/promises";
import { signInId, staffId } from "@/lib/ids";
import { connect, connectInBackground } from "./connect/client";
import type { Actor, Ctx, StaffActor, SystemActor, SystemJob, VisitorActor } from "./context";
import { database } from "./db/client";
import { vault } from "./db/seal";
import { env } from "./env";
import { log } from "./log";
import { clinicSettings } from "./settings/service";
import { sourceCache } from "./sources/service";
import { providerAuth, staffAuth } from "./staff/auth";
import type { Staff } from "./staff/guard";

/** What this process works with when somebody who is signed in acts. */
export function staffCtx(
  staff: Pick<Staff, "id" | "role" | "sessionId">,
): Promise<Ctx<StaffActor>> {
  return ctxOf({
    kind: "staff",
    staffId: staffId(staff.id),
    role: staff.role,
    signInId: signInId(staff.sessionId),
  });
}

/** The same for somebody who is not signed in. */
export function visitorCtx(): Promise<Ctx<VisitorActor>> {
  return ctxOf({ kind: "visitor" });
}

/** The same for the desk itself, which asks the API nothing while that asks for silence. */
export async function systemCtx(job: SystemJob): Promise<Ctx<SystemActor>> {
  return { ...(await ctxOf({ kind: "system", job } as const)), connect: connectInBackground() };
}

async function ctxOf<A extends Actor>(actor: A): Promise<Ctx<A>> {
  return {
    actor,
    db: await database(),
    vault: vault(),
    connect: connect(),
    catalog: sourceCache(),
    clinic: await clinicSettings(),
    env: env(),
    auth: staffAuth,
    providerAuth,
    now: () => new Date(),
    wait: setTimeout,
    log,
  };
}
