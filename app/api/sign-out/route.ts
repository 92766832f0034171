import * as z from "zod/mini";
import { signOut } from "@/lib/server/staff/sign-ins";
import { staffRoute } from "@/lib/server/staff-route";

/** What was shown is not to be found by going back: this takes it out of the browser. */
const headers = { "Clear-Site-Data": '"cache"' };

const bodySchema = z.object({ reason: z.catch(z.enum(["asked", "idle"]), "asked") });

/**
 * Ends this browser's sign-in: somebody asked for it, or nobody has been there for too long. Whatever
 * was sent, nobody stays signed in who wants to be gone.
 */
export const POST = staffRoute(
  bodySchema,
  async (ctx, { reason }, from) => {
    await signOut(ctx, reason, from);
    return new Response(null, { status: 204, headers });
  },
  { beforeSecondFactor: true, evenUnreadable: true },
);
