import { searchWords } from "./search-text";
import type { Source } from "./source";

/** How the record systems call themselves; an open set, so others are shown as the API writes them. */
const vendorNames: ReadonlyMap<string, string> = new Map([
  ["athena", "athenahealth"],
  ["cerner", "Oracle Health"],
  ["ecw", "eClinicalWorks"],
  ["epic", "Epic"],
  ["meditech", "MEDITECH"],
]);

/**
 * What tells a hospital from others of the same name: its record system, its portal's address and
 * the end of its id. Null when no other in `among` has that name.
 */
export function tellApart(source: Source, among: readonly Source[]): string | null {
  const name = searchWords(source.name).join(" ");
  const alike = among.some(
    (other) => other.id !== source.id && searchWords(other.name).join(" ") === name,
  );
  if (!alike) return null;
  const vendor = source.vendor && (vendorNames.get(source.vendor) ?? source.vendor);
  const portal = source.portalUrl?.split("/")[2];
  return [vendor, portal, `ID …${source.id.slice(-6)}`].filter(Boolean).join(" · ");
}
