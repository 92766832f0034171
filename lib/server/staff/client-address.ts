import "server-only";
import { isIP } from "node:net";
import { log } from "@/lib/server/log";
import { remember } from "@/lib/server/remember";

/**
 * Who asks, as the proxy in front wrote it: the last entry, since everything before it came from
 * outside. Of an IPv6 address the half that one customer has; one notation counts as the other.
 *
 * @param header its name; null: no proxy is configured, and nobody else's word is taken
 * @param tell that a header is configured, and why nobody is told apart by it
 * @returns null when it is not known
 */
export function clientAddress(
  sent: Headers,
  header: string | null,
  tell: (cause: "missing" | "unreadable") => void = tellOnce,
): string | null {
  if (header === null) return null;
  const last = sent.get(header)?.split(",").at(-1)?.trim();
  const address = last ? withoutPort(last) : "";
  const version = isIP(address);
  if (version === 4) return address;
  if (version === 6) return asIPv4(address) ?? groupsOf(address).slice(0, 4).join(":");
  tell(last ? "unreadable" : "missing");
  return null;
}

/** Many proxies add the port, with the brackets that an IPv6 address then needs. */
function withoutPort(entry: string): string {
  const [, inBrackets] = /^\[([^\]]+)\](?::\d+)?$/.exec(entry) ?? [];
  return inBrackets ?? (/^[\d.]+:\d+$/.test(entry) ? entry.replace(/:\d+$/, "") : entry);
}

/** What a server that speaks both calls an IPv4 client: “::ffff:203.0.113.7”. */
function asIPv4(address: string): string | null {
  const groups = groupsOf(address);
  if (groups.slice(0, 6).join(":") !== "0:0:0:0:0:ffff") return null;
  const [high = 0, low = 0] = groups.slice(6).map((group) => Number.parseInt(group, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/** All eight groups of an IPv6 address, in the one form that each has. */
function groupsOf(address: string): string[] {
  const [plain = ""] = address.split("%");
  const [before = [], after] = plain.split("::").map(groupsIn);
  const end = after ?? [];
  const zeros = Array.from({ length: 8 - before.length - end.length }, () => "0");
  return [...before, ...(after ? zeros : []), ...end];
}

/** The last two may be written as an IPv4 address. */
function groupsIn(text: string): string[] {
  return text
    .split(":")
    .filter(Boolean)
    .flatMap((part) => {
      if (!part.includes(".")) return [Number.parseInt(part, 16).toString(16)];
      const [a = 0, b = 0, c = 0, d = 0] = part.split(".").map(Number);
      return [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
    });
}

function tellOnce(cause: "missing" | "unreadable"): void {
  const told = remember("client-address-told", () => new Set<string>());
  if (told.has(cause)) return;
  told.add(cause);
  log.warn({ event: "client_ip_header_unusable", cause });
}
