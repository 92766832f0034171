import { after } from "next/server";
import { ok } from "@/lib/result";
import { systemCtx } from "@/lib/server/desk";
import { refreshShown } from "@/lib/server/sessions/refresh-shown";
import { listChanges } from "@/lib/server/sessions/worklist";
import { staffRoute } from "@/lib/server/staff-route";
import { worklistChangesSchema } from "@/lib/sessions/worklist";

/** How the rows on a screen stand now, for polling. The API is asked only once this is answered. */
export const POST = staffRoute(worklistChangesSchema, async (ctx, input) => {
  const changes = await listChanges(ctx, input);
  after(async () => refreshShown(await systemCtx("housekeeping"), input.shown));
  return ok(changes);
});
