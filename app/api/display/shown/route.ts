import { z } from "zod";
import { deskToken } from "@/lib/server/display/cookies";
import { displayServices } from "@/lib/server/display/display-services";
import { showOnDisplay } from "@/lib/server/display/showing";
import { env } from "@/lib/server/env";
import { readJson } from "@/lib/server/read-body";
import { thisBrowser } from "@/lib/server/staff/browser";
import { currentStaff } from "@/lib/server/staff/guard";
import { refusedStatus } from "@/lib/server/staff/refused";

const headers = { "Cache-Control": "no-store" };
const newShowSchema = z.object({ sessionId: z.string().max(100) });

/** Shows a link on the display of this PC. Whose display that is, its cookie says. */
export async function POST(request: Request) {
  const staff = await currentStaff();
  if (!staff.ok)
    return Response.json({ error: staff.error }, { status: refusedStatus(staff.error), headers });

  const sent = await readJson(request);
  if (!sent.ok) return sent.error;

  const body = newShowSchema.safeParse(sent.value);
  if (!body.success) return new Response(null, { status: 400, headers });

  const token = deskToken(await thisBrowser(), env().appUrl);
  const services = await displayServices();
  const shown = await showOnDisplay(token, body.data.sessionId, staff.value, services);
  if (shown.ok) return Response.json(shown.value, { headers });
  return new Response(null, { status: shown.error === "not-paired" ? 410 : 404, headers });
}
