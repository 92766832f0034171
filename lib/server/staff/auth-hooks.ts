import "server-only";
import type { BetterAuthOptions } from "better-auth";
import { act, note } from "@/lib/server/act";
import { type Acting, byVisitor } from "@/lib/server/context";
import type { Database } from "@/lib/server/db/schema";
import { joinByProvider } from "./provider-rules";

/** What is ours to say when better-auth writes: who joins as what, and who gets no session. */
export function databaseHooks(acting: Acting) {
  const { db } = acting;
  const joiner = byVisitor(acting);
  return {
    user: {
      create: {
        before: async (user) => {
          // better-auth makes the account after this: that it will is written down first.
          const deed = { action: "staff-joined", outcome: "started" } as const;
          const join = await act(joiner, deed, (tx) => joinByProvider(tx, user));
          return { data: { ...user, ...join } };
        },
        after: ({ id }) => note(joiner, { action: "staff-joined", outcome: "ok", subject: id }),
      },
    },
    account: {
      create: {
        // We ask the provider who somebody is and nothing later: its tokens are not kept.
        before: async (account) => ({
          data: { ...account, accessToken: null, refreshToken: null, idToken: null },
        }),
      },
    },
    session: {
      create: {
        before: async (session, context) => {
          if (await isShut(db, session.userId)) return false;
          // Without an address it is a way in of our own, which says itself what it is.
          if (!context?.path?.startsWith("/")) return { data: session };
          const before: unknown = context.context.session?.session.method;
          return { data: { ...session, method: methodOf(context.path, before) } };
        },
      },
    },
  } satisfies BetterAuthOptions["databaseHooks"];
}

async function isShut(db: Database, staffId: string): Promise<boolean> {
  const row = await db
    .selectFrom("staff")
    .select("deactivatedAt")
    .where("id", "=", staffId)
    .executeTakeFirst();
  return row?.deactivatedAt !== null;
}

/** How somebody signed in; a password or a one-time address alone may not be enough for the clinic. */
export type SignInMethod =
  | "password"
  | "second-factor"
  | "passkey"
  | "single-sign-on"
  | "one-time-address";

/** @param before of the session that goes on under a new token, where there is one */
function methodOf(path: string, before: unknown): SignInMethod {
  if (path === "/change-password" && before === "passkey") return "passkey";
  if (path.startsWith("/two-factor/verify")) return "second-factor";
  if (path.startsWith("/callback/")) return "single-sign-on";
  return "password";
}
