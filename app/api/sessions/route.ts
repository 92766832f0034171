import { after } from "next/server";
import { ok } from "@/lib/result";
import { systemCtx } from "@/lib/server/desk";
import { refreshShown } from "@/lib/server/sessions/refresh-shown";
import { listLinks } from "@/lib/server/sessions/worklist";
import { staffRoute } from "@/lib/server/staff-route";
import { worklistRequestSchema } from "@/lib/sessions/worklist";

/** A page of links. By POST, because what is searched for may be a patient's name: it belongs in no address. */
export const POST = staffRoute(worklistRequestSchema, async (ctx, input) => {
  const page = await listLinks(ctx, input);
  const ids = page.rows.map(({ id }) => id);
  after(async () => refreshShown(await systemCtx("housekeeping"), ids));
  return ok(page);
});
