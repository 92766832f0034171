import * as z from "zod/mini";
import { deskToken } from "@/lib/server/display/cookies";
import { showOnDisplay } from "@/lib/server/display/showing";
import { staffRoute } from "@/lib/server/staff-route";

const newShowSchema = z.object({ sessionId: z.string().check(z.maxLength(100)) });

/** Shows a link on the display of this PC. Whose display that is, its cookie says. */
export const POST = staffRoute(newShowSchema, async (ctx, { sessionId }, { browser }) =>
  showOnDisplay(ctx, { sessionId, token: deskToken(browser) }),
);
