import "server-only";
import { removeOldAddresses } from "./one-time-addresses";
import { tellRefusals } from "./refusals";
import { removeOverSessions } from "./sessions";
import type { StaffServices } from "./staff-services";
import { removeOldTries } from "./throttle";

/** Takes away what ended by itself: sessions, one-time addresses, counted tries; and tells of strangers. */
export async function removeOldSignIns(services: StaffServices): Promise<void> {
  await removeOverSessions(services);
  await removeOldAddresses(services);
  await removeOldTries(services);
  await tellRefusals(services);
}
