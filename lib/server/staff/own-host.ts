import "server-only";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { env } from "@/lib/server/env";
import { log } from "@/lib/server/log";
import { remember } from "@/lib/server/remember";

/**
 * Whether a request came under a name that is ours; the first that did not is told in the log,
 * because a proxy in front or a setting may be why.
 */
export function isOwnHost(sent: Headers, hosts: readonly string[]): boolean {
  if (hosts.includes(sent.get("host") ?? "")) return true;
  const told = remember("foreign-host-told", () => ({ yet: false }));
  if (!told.yet) log.warn({ event: "refused", code: "foreign-host", cause: "APP_URL" });
  told.yet = true;
  return false;
}

/** Under another name there is nothing here, and the page that says so says why. */
export async function requireOwnHost(): Promise<void> {
  if (!isOwnHost(await headers(), env().hosts)) notFound();
}

/** Under which name this page was asked for, and where the desk is; null: it is there. */
export async function wrongHost(): Promise<{ asked: string; appUrl: string } | null> {
  const sent = await headers();
  const { hosts, appUrl } = env();
  if (isOwnHost(sent, hosts)) return null;
  const host = sent.get("host") ?? "";
  return { asked: /^[\w.:[\]-]{1,255}$/.test(host) ? host : "another name", appUrl };
}
