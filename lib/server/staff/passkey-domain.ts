import "server-only";
import { isIP } from "node:net";

/** The name that passkeys are bound to; null where there is none, as browsers take no IP address. */
export function passkeyDomain(appUrl: string): string | null {
  const { hostname, protocol } = new URL(appUrl);
  const isAddress = isIP(hostname.replace(/^\[|\]$/g, "")) !== 0;
  const isTrusted = protocol === "https:" || hostname === "localhost";
  return isTrusted && !isAddress ? hostname : null;
}
