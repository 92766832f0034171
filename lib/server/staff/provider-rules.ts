import "server-only";
import type { Database } from "@/lib/server/db/schema";
import type { SingleSignOnSettings } from "@/lib/server/env";
import { tidyEmail } from "./email";
import { hasAdministrator } from "./staff-lock";

type ProviderUser = { email?: string | null; emailVerified?: boolean | null };

/**
 * Whether the provider's word lets this person in: it has checked the address, and the address is
 * of a domain that it is believed about. Asked at each sign-in, and before an account is made or
 * joined with one that has the same address.
 */
export async function mayUseProvider(
  { db, singleSignOn }: { db: Database; singleSignOn: SingleSignOnSettings | null },
  user: ProviderUser,
  action: "create-user" | "link-account" | "sign-in",
): Promise<boolean> {
  if (singleSignOn === null || user.emailVerified !== true || !user.email) return false;
  const domain = tidyEmail(user.email).split("@").at(-1) ?? "";
  if (!singleSignOn.allowedDomains.includes(domain)) return false;
  // Else the first to come would be staff without anyone who can make an administrator.
  return action !== "create-user" || hasAdministrator(db);
}

/** What somebody whom the provider sends for the first time becomes: as invited, else for the desk. */
export async function joinByProvider(db: Database, user: { email: string }) {
  const invitation = await db
    .deleteFrom("one_time_addresses")
    .where("kind", "=", "invitation")
    .where("email", "=", tidyEmail(user.email))
    .where("expires_at", ">", new Date().toISOString())
    .returning("role")
    .executeTakeFirst();
  return { role: invitation?.role ?? "desk", emailVerified: true };
}
