import "server-only";
import { headers } from "next/headers";

/** What a script within this page must carry to be run; `proxy.ts` makes it, and Next reads it there too. */
export async function scriptNonce(): Promise<string | undefined> {
  const policy = (await headers()).get("Content-Security-Policy") ?? "";
  return /'nonce-([^']+)'/.exec(policy)?.[1];
}
