import "server-only";
import type { Tx } from "@/lib/server/act";
import type { Database } from "@/lib/server/db/schema";
import type { SingleSignOnSettings } from "@/lib/server/env";
import { tidyEmail } from "./email";
import type { NotLetIn } from "./provider";
import { hasAdministrator } from "./staff-lock";

type ProviderUser = { email?: string | null; emailVerified?: boolean | null };

/**
 * Why the provider's word does not let this person in; null when it does: it has checked the address,
 * and the address is of a domain that it is believed about. Asked at each sign-in, and before an
 * account is made or joined with one that has the same address.
 */
export async function whyNotLetIn(
  { db, singleSignOn }: { db: Database; singleSignOn: SingleSignOnSettings | null },
  user: ProviderUser,
  action: "create-user" | "link-account" | "sign-in",
): Promise<NotLetIn | null> {
  if (!user.email) return "provider-gave-no-email";
  if (user.emailVerified !== true) return "email-not-checked-by-provider";
  const domain = tidyEmail(user.email).split("@").at(-1) ?? "";
  if (!singleSignOn?.allowedDomains.includes(domain)) return "email-of-another-domain";
  // Else the first to come would be staff without anyone who can make an administrator.
  if (action === "create-user" && !(await hasAdministrator(db))) return "no-administrator-yet";
  return null;
}

/**
 * What somebody whom the provider sends for the first time becomes: as invited, else for the desk.
 * Where it gives no name they are called as in the invitation, else as their address begins.
 */
export async function joinByProvider(tx: Tx, user: { email: string; name: string }) {
  const email = tidyEmail(user.email);
  const invitation = await tx
    .deleteFrom("one_time_addresses")
    .where("kind", "=", "invitation")
    .where("email", "=", email)
    .where("expires_at", ">", new Date().toISOString())
    .returning(["id", "role", "name"])
    .executeTakeFirst();
  return {
    // What was written down of the invitation is then written of them.
    ...(invitation && { id: invitation.id }),
    role: invitation?.role ?? "desk",
    name: user.name || invitation?.name || email.split("@", 1).join(""),
    emailVerified: true,
  };
}
