import "server-only";
import { betterAuth } from "better-auth";
import { database } from "@/lib/server/db/client";
import { deskSecret } from "@/lib/server/db/desk-secret";
import type { Database } from "@/lib/server/db/schema";
import { deriveSecret, type Vault, vault } from "@/lib/server/db/seal";
import { env, type SingleSignOnSettings } from "@/lib/server/env";
import { type Log, log } from "@/lib/server/log";
import { remember } from "@/lib/server/remember";
import { databaseHooks } from "./auth-hooks";
import { startsSessions } from "./auth-plugin";
import { type Engine, staffAdapter, staffPlugins, staffTables } from "./auth-tables";
import { withHashedTokens } from "./hashed-tokens";
import { hashPassword, isPassword } from "./password-hash";
import { learn, provider } from "./provider";
import { whyNotLetIn } from "./provider-rules";

/** However busy somebody is: after this they sign in again. */
export const sessionSeconds = 12 * 60 * 60;

export type StaffAuthSettings = {
  db: Database;
  engine: Engine;
  secret: string;
  appUrl: string;
  singleSignOn: SingleSignOnSettings | null;
  log: Log;
  /** For the lines about who joins by the provider. */
  vault: Vault;
  now: () => Date;
};

export type StaffAuth = Awaited<ReturnType<typeof createStaffAuth>>;

/**
 * better-auth over our tables. It knows passwords, second factors, passkeys and the provider;
 * throttling, one-time addresses, roles and who may do what are ours, and so is reading a session
 * (`guard.ts`). Its own HTTP routes are not served, but for the provider's way back.
 */
export async function createStaffAuth(settings: StaffAuthSettings) {
  const adapter = withHashedTokens(await staffAdapter(settings.db, settings.engine));
  const secure = settings.appUrl.startsWith("https:");
  return betterAuth({
    ...staffTables,
    appName: "Connect Desk",
    baseURL: settings.appUrl,
    secret: settings.secret,
    database: () => adapter,
    telemetry: { enabled: false },
    // Ours counts by account and by address, and spares the PCs that are known.
    rateLimit: { enabled: false },
    onAPIError: { errorURL: `${settings.appUrl}/sign-in` },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 1,
      maxPasswordLength: 4096,
      password: { hash: hashPassword, verify: ({ password, hash }) => isPassword(password, hash) },
    },
    user: {
      ...staffTables.user,
      validateUserInfo: async ({ user, source }) => {
        const error = await whyNotLetIn(settings, user, source.action);
        learn({ refused: error });
        return error === null ? undefined : { error };
      },
    },
    session: {
      ...staffTables.session,
      expiresIn: sessionSeconds,
      freshAge: sessionSeconds,
      disableSessionRefresh: true,
    },
    account: {
      ...staffTables.account,
      updateAccountOnSignIn: false,
      // Who only goes to the provider and does not come back leaves nothing here.
      storeStateStrategy: "cookie",
      accountLinking: { enabled: true, trustedProviders: [], updateUserInfoOnLink: false },
    },
    verification: { ...staffTables.verification, storeIdentifier: "hashed" },
    plugins: [
      ...staffPlugins(settings),
      startsSessions(),
      ...(settings.singleSignOn ? [provider(settings.singleSignOn)] : []),
    ],
    databaseHooks: databaseHooks(settings),
    advanced: {
      cookiePrefix: secure ? "__Host-desk" : "desk",
      useSecureCookies: false, // would put `__Secure-` before our `__Host-`
      defaultCookieAttributes: { httpOnly: true, secure, sameSite: "lax", path: "/" },
      cookies: { session_token: { name: sessionCookie(settings.appUrl) } },
      ipAddress: { disableIpTracking: true },
    },
    logger: {
      level: "error",
      // Not its message: that may quote what a browser or a provider sent.
      log: (level) => settings.log[level === "error" ? "error" : "warn"]({ event: "auth" }),
    },
  });
}

/** `__Host-`: this host only, https only, for every path; browsers hold it to that. */
export function sessionCookie(appUrl: string): string {
  return appUrl.startsWith("https:") ? "__Host-desk-session" : "desk-session";
}

/** This process's, without the provider: nothing that hangs there keeps anyone else out. */
export function staffAuth(): Promise<StaffAuth> {
  return remember("staff-auth", () => keeping(() => openOwn(null)))();
}

/** This process's, with the provider that is set. */
export function providerAuth(): Promise<StaffAuth> {
  return remember("provider-auth", () => keeping(() => openOwn(env().signIn.singleSignOn)))();
}

async function openOwn(singleSignOn: SingleSignOnSettings | null): Promise<StaffAuth> {
  const { appUrl, databaseUrl } = env();
  return createStaffAuth({
    db: await database(),
    engine: databaseUrl === null ? "sqlite" : "postgres",
    secret: deriveSecret(deskSecret(env()), "staff"),
    appUrl,
    singleSignOn,
    log,
    vault: vault(),
    now: () => new Date(),
  });
}

/** Makes it once; a failure is tried again. */
function keeping<T>(make: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | null = null;
  return () => {
    kept ??= make().catch((error) => {
      kept = null;
      throw error;
    });
    return kept;
  };
}
