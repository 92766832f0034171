import "server-only";
import type { BetterAuthPlugin } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { z } from "zod";

const startSchema = z.object({
  staffId: z.string(),
  method: z.enum(["one-time-address", "passkey"]),
});

/**
 * For one-time addresses and passkeys: signs somebody in whom we have let in ourselves. For second
 * steps: tells who has given the password in this browser. Neither has an address of its own.
 */
export function startsSessions() {
  return {
    id: "one-time-addresses",
    endpoints: {
      startSession: createAuthEndpoint.serverOnly(
        { method: "POST", body: startSchema },
        async (context) => {
          const { internalAdapter } = context.context;
          const { staffId, method } = context.body;
          const user = await internalAdapter.findUserById(staffId);
          const session =
            user && (await internalAdapter.createSession(user.id, false, { method }, true));
          if (!session) throw new APIError("UNAUTHORIZED");
          await setSessionCookie(context, { session, user });
          return context.json({ token: session.token });
        },
      ),
      pendingSecondFactor: createAuthEndpoint.serverOnly(
        { method: "GET", requireHeaders: true },
        async (context) => {
          const { internalAdapter, createAuthCookie, secret } = context.context;
          const cookie = createAuthCookie("two_factor");
          const identifier = await context.getSignedCookie(cookie.name, secret);
          const kept = identifier && (await internalAdapter.findVerificationValue(identifier));
          const user = kept && (await internalAdapter.findUserById(kept.value));
          return context.json({ pending: user ? { id: user.id, email: user.email } : null });
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}
