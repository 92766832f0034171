import "server-only";
import { isIP } from "node:net";

/**
 * Who asks, as the proxy in front wrote it: the last entry, since everything before it came from
 * outside. Of an IPv6 address the half that one customer has.
 *
 * @param header its name; null: no proxy is configured, and nobody else's word is taken
 * @returns null when it is not known
 */
export function clientAddress(sent: Headers, header: string | null): string | null {
  const last = header && sent.get(header)?.split(",").at(-1)?.trim();
  if (!last) return null;
  const version = isIP(last);
  if (version === 0) return null;
  return version === 4 ? last : firstHalf(last.toLowerCase());
}

function firstHalf(address: string): string {
  const [before = "", after] = address.split("::");
  const start = before.split(":").filter(Boolean);
  const end = after?.split(":").filter(Boolean) ?? [];
  const zeros = Array.from({ length: Math.max(0, 8 - start.length - end.length) }, () => "0");
  return [...start, ...(after === undefined ? [] : zeros), ...end].slice(0, 4).join(":");
}
