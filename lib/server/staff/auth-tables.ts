import "server-only";
import { passkey } from "@better-auth/passkey";
import type { BetterAuthOptions } from "better-auth";
import { APIError } from "better-auth/api";
import { getAuthTables } from "better-auth/db";
import { getAdapter } from "better-auth/db/adapter";
import { twoFactor } from "better-auth/plugins";
import type { Database } from "@/lib/server/db/schema";
import { passkeyDomain } from "./passkey-domain";
import { newRecoveryCodes } from "./recovery-codes";

export type Engine = "sqlite" | "postgres";

/** Where better-auth keeps what: what it wants more than the tables have needs a migration. */
export const staffTables = {
  user: {
    modelName: "staff",
    additionalFields: {
      role: { type: "string", required: true, defaultValue: "desk", input: false },
      deactivatedAt: { type: "string", required: false, input: false },
      isDemo: { type: "number", required: true, defaultValue: 0, input: false },
    },
  },
  session: {
    modelName: "staff_sessions",
    additionalFields: {
      activeAt: { type: "string", defaultValue: () => new Date().toISOString(), input: false },
      method: { type: "string", defaultValue: "one-time-address", input: false },
    },
  },
  account: { modelName: "staff_accounts" },
  verification: { modelName: "staff_verifications" },
} satisfies Partial<BetterAuthOptions>;

export function staffPlugins({ appUrl }: { appUrl: string }) {
  return [
    twoFactor({
      twoFactorTable: "staff_second_factors",
      // Five tries a challenge, and each challenge costs a counted sign-in: a lock would only help to lock out.
      accountLockout: { enabled: false },
      backupCodeOptions: { customBackupCodesGenerate: newRecoveryCodes },
    }),
    passkey({
      rpID: passkeyDomain(appUrl) ?? "localhost",
      rpName: "Connect Desk",
      origin: appUrl,
      schema: { passkey: { modelName: "staff_passkeys" } },
      advanced: { webAuthnChallengeCookie: "passkey" },
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      // A passkey counts as two factors only where the device asked who holds it.
      registration: {
        afterVerification: ({ verification }) => {
          if (!verification.registrationInfo?.userVerified) throw new APIError("UNAUTHORIZED");
        },
      },
      authentication: {
        afterVerification: ({ verification }) => {
          if (!verification.authenticationInfo.userVerified) throw new APIError("UNAUTHORIZED");
        },
      },
    }),
  ];
}

/** What better-auth, as it is installed, wants to read and write. */
export function staffColumns(): { table: string; column: string }[] {
  const tables = getAuthTables({
    ...staffTables,
    plugins: staffPlugins({ appUrl: "http://localhost" }),
  });
  return Object.values(tables).flatMap(({ modelName, fields }) =>
    Object.entries(fields).map(([name, { fieldName }]) => ({
      table: modelName,
      column: fieldName ?? name,
    })),
  );
}

/** better-auth's own way to the tables, on a connection or inside a transaction of ours. */
export function staffAdapter(db: Database, engine: Engine) {
  return getAdapter({
    ...staffTables,
    plugins: staffPlugins({ appUrl: "http://localhost" }),
    database: { db, type: engine },
  });
}
