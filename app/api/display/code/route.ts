import { ok } from "@/lib/result";
import { displayToken, keepDisplayToken } from "@/lib/server/display/cookies";
import { displayServices } from "@/lib/server/display/display-services";
import { newPairingCode } from "@/lib/server/display/pairing";
import { noInput, publicRoute } from "@/lib/server/staff-route";

/** A code for a device that nobody is signed in at and that is to be a patient's screen. */
export const POST = publicRoute(noInput, async ({ env: { appUrl } }, _input, from) => {
  const token = displayToken(from.browser, appUrl);
  const made = await newPairingCode(token, from, await displayServices());
  if (!made.ok) return made;

  if (made.value === null) {
    if (token) keepDisplayToken(token, from.browser, appUrl);
    return ok({ code: null });
  }
  keepDisplayToken(made.value.token, from.browser, appUrl);
  return ok({ code: made.value.code });
});
