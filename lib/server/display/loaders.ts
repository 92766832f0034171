import "server-only";
import { env } from "@/lib/server/env";
import { thisBrowser } from "@/lib/server/staff/browser";
import { deskToken } from "./cookies";
import { displayServices } from "./display-services";
import { hasDisplay } from "./pairing";

/** Whether the PC that asks has a patient's screen on another device, and what to open there. */
export async function loadDisplay(): Promise<{ paired: boolean; address: string }> {
  const { appUrl } = env();
  const token = deskToken(await thisBrowser(), appUrl);
  return {
    paired: await hasDisplay(token, await displayServices()),
    address: `${appUrl}/display`,
  };
}
