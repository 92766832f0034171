import "server-only";
import type { Ctx } from "@/lib/server/context";
import { removeOldAddresses } from "./one-time-addresses";
import { tellRefusals } from "./refusals";
import { removeOverSignIns } from "./sign-ins";
import { removeOldTries } from "./throttle";

/** Takes away what ended by itself: sign-ins, one-time addresses, counted tries; and tells of strangers. */
export async function removeOldSignIns(ctx: Ctx): Promise<void> {
  await removeOverSignIns(ctx);
  await removeOldAddresses(ctx);
  await removeOldTries(ctx);
  await tellRefusals(ctx);
}
