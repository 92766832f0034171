import * as z from "zod/mini";
import { parseInput } from "@/lib/server/parse-input";
import { readJson } from "@/lib/server/read-body";
import { thisBrowser } from "@/lib/server/staff/browser";
import { currentStaff } from "@/lib/server/staff/guard";
import { refusedStatus } from "@/lib/server/staff/refused";
import { signOut } from "@/lib/server/staff/sign-out";
import { staffServices } from "@/lib/server/staff/staff-services";

/** What was shown is not to be found by going back: `Clear-Site-Data` takes it out of the browser. */
const headers = { "Cache-Control": "no-store", "Clear-Site-Data": '"cache"' };

const bodySchema = z.object({ reason: z.enum(["asked", "idle"]) });

/** Ends this browser's session: somebody asked for it, or nobody has been there for too long. */
export async function POST(request: Request) {
  const staff = await currentStaff({ beforeSecondFactor: true });
  if (!staff.ok)
    return Response.json({ error: staff.error }, { status: refusedStatus(staff.error), headers });

  const sent = await readJson(request);
  const body = sent.ok ? parseInput(bodySchema, sent.value) : sent;
  // Whatever was sent, nobody stays signed in who wants to be gone.
  const reason = body.ok ? body.value.reason : "asked";
  await signOut(reason, staff.value, await thisBrowser(), await staffServices());
  return new Response(null, { status: 204, headers });
}
