import { z } from "zod";
import { displayServices } from "@/lib/server/display/display-services";
import { clearDisplay } from "@/lib/server/display/showing";
import { readJson } from "@/lib/server/read-body";
import { currentStaff } from "@/lib/server/staff/guard";
import { refusedStatus } from "@/lib/server/staff/refused";

const headers = { "Cache-Control": "no-store" };
const showSchema = z.object({ id: z.string().max(100) });

/** Clears the display. */
export async function POST(request: Request) {
  const staff = await currentStaff();
  if (!staff.ok)
    return Response.json({ error: staff.error }, { status: refusedStatus(staff.error), headers });

  const sent = await readJson(request);
  if (!sent.ok) return sent.error;

  const body = showSchema.safeParse(sent.value);
  if (!body.success) return new Response(null, { status: 400, headers });

  await clearDisplay(body.data.id, await displayServices());
  return new Response(null, { status: 204, headers });
}
