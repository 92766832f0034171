import { ok } from "@/lib/result";
import { displayToken, keepDisplayToken } from "@/lib/server/display/cookies";
import { newPairingCode } from "@/lib/server/display/pairing";
import { noInput, publicRoute } from "@/lib/server/staff-route";

/** A code for a device that nobody is signed in at and that is to be a patient's screen. */
export const POST = publicRoute(noInput, async (ctx, _input, { browser, address }) => {
  const token = displayToken(browser);
  const made = await newPairingCode(ctx, { token, address });
  if (!made.ok) return made;

  if (made.value === null) {
    if (token) keepDisplayToken(token, browser);
    return ok({ code: null });
  }
  keepDisplayToken(made.value.token, browser);
  return ok({ code: made.value.code });
});
