import * as z from "zod/mini";
import { signOut } from "@/lib/server/staff/sign-out";
import { staffServices } from "@/lib/server/staff/staff-services";
import { staffRoute } from "@/lib/server/staff-route";

/** What was shown is not to be found by going back: this takes it out of the browser. */
const headers = { "Clear-Site-Data": '"cache"' };

const bodySchema = z.object({ reason: z.catch(z.enum(["asked", "idle"]), "asked") });

/**
 * Ends this browser's session: somebody asked for it, or nobody has been there for too long. Whatever
 * was sent, nobody stays signed in who wants to be gone.
 */
export const POST = staffRoute(
  bodySchema,
  async (_ctx, { reason }, { staff, browser }) => {
    await signOut(reason, staff, browser, await staffServices());
    return new Response(null, { status: 204, headers });
  },
  { beforeSecondFactor: true, evenUnreadable: true },
);
