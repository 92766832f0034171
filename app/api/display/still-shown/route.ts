import { z } from "zod";
import { deskToken } from "@/lib/server/display/cookies";
import { displayServices } from "@/lib/server/display/display-services";
import { keepShowing } from "@/lib/server/display/showing";
import { env } from "@/lib/server/env";
import { readJson } from "@/lib/server/read-body";
import { thisBrowser } from "@/lib/server/staff/browser";
import { currentStaff } from "@/lib/server/staff/guard";
import { refusedStatus } from "@/lib/server/staff/refused";

const headers = { "Cache-Control": "no-store" };
const showSchema = z.object({ id: z.string().max(100) });

/** This PC is still there. The answer tells how the display is. */
export async function POST(request: Request) {
  const staff = await currentStaff();
  if (!staff.ok)
    return Response.json({ error: staff.error }, { status: refusedStatus(staff.error), headers });

  const sent = await readJson(request);
  if (!sent.ok) return sent.error;

  const body = showSchema.safeParse(sent.value);
  if (!body.success) return new Response(null, { status: 400, headers });

  const token = deskToken(await thisBrowser(), env().appUrl);
  const health = await keepShowing(token, body.data.id, await displayServices());
  return health ? Response.json(health, { headers }) : new Response(null, { status: 404, headers });
}
