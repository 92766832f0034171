import "server-only";
import { isIP } from "node:net";
import type { Env } from "@/lib/server/env";
import type { SignInWays } from "@/lib/staff/staff";

/** Which ways of signing in this clinic offers. */
export function signInWays({ appUrl, signIn }: Pick<Env, "appUrl" | "signIn">): SignInWays {
  const { password, demo, singleSignOn } = signIn;
  return {
    password,
    // Single sign-on alone means that the provider decides each time; a passkey would go round it.
    passkey: password && passkeyDomain(appUrl) !== null,
    demo,
    singleSignOn: singleSignOn && new URL(singleSignOn.issuer).host,
  };
}

/** The name that passkeys are bound to; null where there is none, as browsers take no IP address. */
export function passkeyDomain(appUrl: string): string | null {
  const { hostname, protocol } = new URL(appUrl);
  const isAddress = isIP(hostname.replace(/^\[|\]$/g, "")) !== 0;
  const isTrusted = protocol === "https:" || hostname === "localhost";
  return isTrusted && !isAddress ? hostname : null;
}
