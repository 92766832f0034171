import { displayToken, keepDisplayToken } from "@/lib/server/display/cookies";
import { displayServices } from "@/lib/server/display/display-services";
import { newPairingCode } from "@/lib/server/display/pairing";
import { env } from "@/lib/server/env";
import { currentVisitor } from "@/lib/server/staff/guard";

const headers = { "Cache-Control": "no-store" };

/** A code for a device that nobody is signed in at and that is to be a patient's screen. */
export async function POST() {
  const visitor = await currentVisitor();
  if (!visitor.ok) return Response.json({ error: visitor.error }, { status: 403, headers });

  const { browser } = visitor.value;
  const { appUrl } = env();
  const token = displayToken(browser, appUrl);
  const made = await newPairingCode(token, visitor.value, await displayServices());
  if (!made.ok) return Response.json({ error: made.error }, { status: 429, headers });

  if (made.value === null) {
    if (token) keepDisplayToken(token, browser, appUrl);
    return Response.json({ code: null }, { headers });
  }
  keepDisplayToken(made.value.token, browser, appUrl);
  return Response.json({ code: made.value.code }, { headers });
}
