import * as z from "zod/mini";
import { deskToken } from "@/lib/server/display/cookies";
import { keepShowing } from "@/lib/server/display/showing";
import { staffRoute } from "@/lib/server/staff-route";

const showSchema = z.object({ id: z.string().check(z.maxLength(100)) });

/** This PC is still there. The answer tells how the display is. */
export const POST = staffRoute(showSchema, async (ctx, { id }, { browser }) =>
  keepShowing(ctx, { id, token: deskToken(browser) }),
);
