import { after } from "next/server";
import { ok } from "@/lib/result";
import { eventsCome } from "@/lib/server/live-updates/kept-endpoint";
import { refreshShown, worklistPace } from "@/lib/server/sessions/refresh-shown";
import { listLinks, worklistServices } from "@/lib/server/sessions/worklist";
import { staffRoute } from "@/lib/server/staff-route";
import { worklistRequestSchema } from "@/lib/sessions/worklist";

/** A page of links. By POST, because what is searched for may be a patient's name: it belongs in no address. */
export const POST = staffRoute(worklistRequestSchema, async (_ctx, input, { staff }) => {
  const desk = await worklistServices();
  const page = await listLinks(input, staff, desk);
  const ids = page.rows.map(({ id }) => id);
  after(async () => refreshShown(ids, desk, worklistPace(), await eventsCome(desk)));
  return ok(page);
});
