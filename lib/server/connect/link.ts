import "server-only";

/** Any longer and the printed QR code, with its higher error correction, might not hold it. */
const longestLink = 1024;

/**
 * The hosted link as it may be shown, encoded or stored, or null when it is not safe. One that must be
 * repaired to be an address is not: what was left out or written anew may have been meant to deceive.
 * The protocol is checked beside the origin: `new URL("blob:https://host/x").origin` is `https://host`.
 *
 * @param origins the only origins that a link may have, such as `https://app.medblocks.com`
 */
export function safeLink(
  text: string | null | undefined,
  origins: readonly string[],
): string | null {
  const url = webUrl(text);
  if (!url || url.href !== text || !origins.includes(url.origin)) return null;
  return url.href.length <= longestLink ? url.href : null;
}

/** An address of the open web, or null unless it is https without user info. */
export function httpsLink(text: string | null | undefined): string | null {
  const url = webUrl(text);
  return url?.protocol === "https:" ? url.href : null;
}

function webUrl(text: string | null | undefined): URL | null {
  if (typeof text !== "string" || !URL.canParse(text)) return null;
  const url = new URL(text);
  const web = url.protocol === "https:" || url.protocol === "http:";
  return web && !url.username && !url.password ? url : null;
}
