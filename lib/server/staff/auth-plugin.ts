import "server-only";
import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { z } from "zod";

/** For one-time addresses: signs somebody in who has shown nothing else. Has no address of its own. */
export function startsSessions() {
  return {
    id: "one-time-addresses",
    endpoints: {
      startSession: createAuthEndpoint.serverOnly(
        { method: "POST", body: z.object({ staffId: z.string() }) },
        async (context) => {
          const { internalAdapter } = context.context;
          const user = await internalAdapter.findUserById(context.body.staffId);
          const session = user && (await internalAdapter.createSession(user.id));
          if (!session) throw new APIError("UNAUTHORIZED");
          await setSessionCookie(context, { session, user });
          return context.json({ token: session.token });
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}
