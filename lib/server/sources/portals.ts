import "server-only";
import type { Result } from "@/lib/result";
import type { ConnectError } from "@/lib/server/connect/errors";
import { within } from "@/lib/server/within";
import type { Source } from "@/lib/sources/source";

/** Where the patients of a hospital sign in. */
export type Portal = {
  hospital: string;
  /** https, as the catalog was read. */
  url: string;
  /** Short enough to read from paper and to type. */
  host: string;
};

export type ReadSource = (id: string) => Promise<Result<Source, ConnectError>>;

/** Help that is there when it comes quickly; nobody waits for it. */
const limitMs = 2_000;

/** The portals of these hospitals, in order, of each that has one and can be read right now. */
export async function portalsOf(ids: readonly string[], read: ReadSource): Promise<Portal[]> {
  const sources = await Promise.all(ids.map((id) => within(limitMs, read(id))));
  return sources.flatMap((source) => {
    if (!source?.ok || source.value.portalUrl === null) return [];
    const { name, portalUrl } = source.value;
    return [{ hospital: name, url: portalUrl, host: new URL(portalUrl).host }];
  });
}
