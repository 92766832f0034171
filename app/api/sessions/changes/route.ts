import { after } from "next/server";
import { ok } from "@/lib/result";
import { eventsCome } from "@/lib/server/live-updates/kept-endpoint";
import { refreshShown, worklistPace } from "@/lib/server/sessions/refresh-shown";
import { listChanges, worklistServices } from "@/lib/server/sessions/worklist";
import { staffRoute } from "@/lib/server/staff-route";
import { worklistChangesSchema } from "@/lib/sessions/worklist";

/** How the rows on a screen stand now, for polling. The API is asked only once this is answered. */
export const POST = staffRoute(worklistChangesSchema, async (_ctx, input, { staff }) => {
  const desk = await worklistServices();
  const changes = await listChanges(input, staff, desk);
  after(async () => refreshShown(input.shown, desk, worklistPace(), await eventsCome(desk)));
  return ok(changes);
});
