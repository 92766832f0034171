import "server-only";
import type { SignInSettings } from "@/lib/server/env";
import type { SignInWays } from "@/lib/staff/staff";
import { passkeyDomain } from "./passkey-domain";

/** Which ways of signing in this clinic offers. */
export function signInWays(appUrl: string, settings: SignInSettings): SignInWays {
  return {
    password: settings.password,
    passkey: settings.password && passkeyDomain(appUrl) !== null,
    demo: settings.demo,
    singleSignOn: settings.singleSignOn && new URL(settings.singleSignOn.issuer).host,
  };
}
