import { ok } from "@/lib/result";
import { countHelp } from "@/lib/server/sessions/follow-up";
import { noInput, staffRoute } from "@/lib/server/staff-route";

/** How many links need help: a number and nothing else. */
export const GET = staffRoute(noInput, async (ctx) => ok(await countHelp(ctx)));
