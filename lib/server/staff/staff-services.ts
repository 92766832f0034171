import "server-only";
import { audit } from "@/lib/server/audit/service";
import { database } from "@/lib/server/db/client";
import type { Database } from "@/lib/server/db/schema";
import { type Vault, vault } from "@/lib/server/db/seal";
import { clinicSettings } from "@/lib/server/desk";
import { env, type SignInSettings } from "@/lib/server/env";
import type { ClinicSettings } from "@/lib/settings/clinic";
import { providerAuth, type StaffAuth, staffAuth } from "./auth";
import type { Engine } from "./auth-tables";

/** What everything about staff works with; tests pass their own. */
export type StaffServices = {
  db: Database;
  engine: Engine;
  vault: Vault;
  auth: () => Promise<StaffAuth>;
  /** The same with the provider of single sign-on; only where one is set. */
  providerAuth: () => Promise<StaffAuth>;
  appUrl: string;
  ways: SignInSettings;
  clinic: () => Promise<ClinicSettings>;
  audit: typeof audit;
  now: () => Date;
};

/** Those of this process. */
export async function staffServices(): Promise<StaffServices> {
  const { appUrl, databaseUrl, signIn } = env();
  return {
    db: await database(),
    engine: databaseUrl === null ? "sqlite" : "postgres",
    vault: vault(),
    auth: staffAuth,
    providerAuth,
    appUrl,
    ways: signIn,
    clinic: clinicSettings,
    audit,
    now: () => new Date(),
  };
}
