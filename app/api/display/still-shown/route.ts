import * as z from "zod/mini";
import { fail, ok } from "@/lib/result";
import { deskToken } from "@/lib/server/display/cookies";
import { displayServices } from "@/lib/server/display/display-services";
import { keepShowing } from "@/lib/server/display/showing";
import { staffRoute } from "@/lib/server/staff-route";

const showSchema = z.object({ id: z.string().check(z.maxLength(100)) });

/** This PC is still there. The answer tells how the display is. */
export const POST = staffRoute(showSchema, async ({ env }, { id }, from) => {
  const token = deskToken(from.browser, env.appUrl);
  const health = await keepShowing(token, id, await displayServices());
  return health ? ok(health) : fail({ kind: "not-shown" });
});
