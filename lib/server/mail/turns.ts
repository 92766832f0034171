import "server-only";
import { database } from "@/lib/server/db/client";
import { vault } from "@/lib/server/db/seal";
import { type Counter, type ThrottleServices, takeTry } from "@/lib/server/staff/throttle";

const hourSeconds = 60 * 60;
const perClinicAndHour = 120;

/**
 * Counts an email about a link before it is sent: three go at once, each further one waits longer;
 * and the whole clinic sends no more than 120 in an hour of the clock.
 *
 * @returns seconds to wait first; 0: go ahead, it was counted
 */
export async function takeEmailTurn(id: string, services: ThrottleServices): Promise<number> {
  const at = services.now();
  const perLink: Counter = {
    what: "email/link",
    which: id,
    free: 2,
    firstWaitSeconds: hourSeconds / 4,
    longestSeconds: hourSeconds,
  };
  const perClinic: Counter = {
    what: "email/clinic",
    which: at.toISOString().slice(0, 13),
    free: perClinicAndHour - 1,
    firstWaitSeconds: hourSeconds,
    longestSeconds: hourSeconds,
  };
  return takeTry([perLink, perClinic], services);
}

/** That of this process. */
export async function emailTurns(): Promise<(id: string) => Promise<number>> {
  const services = { db: await database(), vault: vault(), now: () => new Date() };
  return (id) => takeEmailTurn(id, services);
}
