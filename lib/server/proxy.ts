import "server-only";
import { EnvHttpProxyAgent, setGlobalDispatcher } from "undici";
import { z } from "zod";
import { loopbackHosts } from "@/lib/loopback";

/** The clinic's proxy for what leaves this server; it may have a user and a password. */
export type OutgoingProxy = {
  /** For addresses with https, and for those with http; null: there is none. */
  https: string | null;
  http: string | null;
  /** Hosts that are reached without it, and all below them; `*` means all. */
  except: readonly string[];
};

/** As other programs read it: with http:// before it, or without. */
export const proxySchema = z
  .string()
  .trim()
  .transform((text) => (text.includes("://") ? text : `http://${text}`))
  .refine((text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, hostname, pathname, search, hash } = new URL(text);
    const bare = ["", "/"].includes(pathname) && search === "" && hash === "";
    return ["http:", "https:"].includes(protocol) && hostname !== "" && bare;
  }, "must be http://host:port of a proxy, or http://user:password@host:port")
  .transform((text) => new URL(text).href);

/**
 * @param set the variables, each under the name that other programs look at first
 */
export function outgoingProxy(set: {
  HTTPS_PROXY?: string | undefined;
  HTTP_PROXY?: string | undefined;
  NO_PROXY?: string | undefined;
}): OutgoingProxy {
  const http = set.HTTP_PROXY ?? null;
  const except = (set.NO_PROXY ?? "").split(/[,\s]+/).filter(Boolean);
  // This computer is nothing that a proxy can reach.
  return { https: set.HTTPS_PROXY ?? http, http, except: [...loopbackHosts, ...except] };
}

/** The proxy on the way to an address; null: there is none. */
export function proxyFor(address: URL, proxy: OutgoingProxy): string | null {
  const host = address.hostname.toLowerCase();
  const port = address.port || (address.protocol === "https:" ? "443" : "80");
  const isExcepted = proxy.except.some((entry) => {
    const [, name = entry, only] = /^(.+?):(\d+)$/.exec(entry) ?? [];
    const domain = name.toLowerCase().replace(/^\*?\./, "");
    if (entry === "*") return true;
    return (
      (only === undefined || only === port) && (host === domain || host.endsWith(`.${domain}`))
    );
  });
  if (isExcepted) return null;
  return address.protocol === "https:" ? proxy.https : proxy.http;
}

/** Its host and port, without user and password: to be shown. */
export function proxyName(proxy: string): string {
  return new URL(proxy).host;
}

/** Sends what others call by `fetch` the same way: the provider of single sign-on. */
export function fetchThrough({ https, http, except }: OutgoingProxy): void {
  if (!https && !http) return;
  const noProxy = except.includes("*") ? "*" : except.join(",");
  setGlobalDispatcher(
    new EnvHttpProxyAgent({ httpsProxy: https ?? "", httpProxy: http ?? "", noProxy }),
  );
}
