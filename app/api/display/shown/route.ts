import * as z from "zod/mini";
import { fail } from "@/lib/result";
import { deskToken } from "@/lib/server/display/cookies";
import { displayServices } from "@/lib/server/display/display-services";
import { showOnDisplay } from "@/lib/server/display/showing";
import { staffRoute } from "@/lib/server/staff-route";

const newShowSchema = z.object({ sessionId: z.string().check(z.maxLength(100)) });

/** Shows a link on the display of this PC. Whose display that is, its cookie says. */
export const POST = staffRoute(newShowSchema, async ({ env }, { sessionId }, from) => {
  const token = deskToken(from.browser, env.appUrl);
  const shown = await showOnDisplay(token, sessionId, from.staff, await displayServices());
  return shown.ok ? shown : fail({ kind: shown.error });
});
