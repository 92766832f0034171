import "server-only";
import { setTimeout } from "node:timers/promises";
import { signInId, staffId } from "@/lib/ids";
import type { ClinicSettings } from "@/lib/settings/clinic";
import { connect, connectInBackground } from "./connect/client";
import type { Actor, Ctx, StaffActor, SystemActor, SystemJob, VisitorActor } from "./context";
import { database } from "./db/client";
import { vault } from "./db/seal";
import { env } from "./env";
import { keptBriefly } from "./kept-briefly";
import { log } from "./log";
import { remember } from "./remember";
import { readClinicSettings } from "./settings/service";
import { sourceCache } from "./sources/service";
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
    now: () => new Date(),
    wait: setTimeout,
    log,
  };
}

/** So long may it take until another process of this app hears of a change. */
const keptMs = 1000;

/** The clinic's settings as they count now. Cheap enough to be asked in every place of a request. */
export function clinicSettings(): Promise<ClinicSettings> {
  return keptSettings().get();
}

/** What a page of the desk needs to know of its clinic, and whether this server can send email. */
export async function loadDeskClinic(): Promise<ClinicSettings & { canEmail: boolean }> {
  return { ...(await clinicSettings()), canEmail: env().mail !== null };
}

/** After a change: what was kept for a moment is no longer so. */
export function forgetClinicSettings(): void {
  keptSettings().forget();
}

function keptSettings() {
  return remember("clinic-settings", () =>
    keptBriefly(async () => readClinicSettings({ db: await database(), env: env() }), keptMs),
  );
}
