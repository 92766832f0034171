import "server-only";
import { fail, ok, type Result } from "@/lib/result";
import { steadyMs } from "@/lib/server/clock";
import { type ConnectError, isNotFound } from "@/lib/server/connect/errors";
import { remember } from "@/lib/server/remember";
import { tidySearchText } from "@/lib/sources/search-text";
import type { Source } from "@/lib/sources/source";
import { isSourceId } from "@/lib/sources/source-id";
import { createReadCache, type ReadCache, type Remembered } from "./read-cache";
import { type CatalogReader, type SourceMatches, searchCatalog } from "./search";

export type SourceCache = {
  searches: ReadCache<SourceMatches, ConnectError>;
  sources: ReadCache<Source, ConnectError>;
};

/** @param now milliseconds since 1970 */
export function createSourceCache(now: () => number = steadyMs): SourceCache {
  // Only the API's own word: the page of a proxy ends nothing that was known.
  const isFinal = (error: ConnectError) =>
    error.kind === "rejected" && error.status < 500 && !error.code.startsWith("http_");
  return {
    searches: createReadCache({ maxEntries: 500, freshMs: 5 * 60_000, isFinal, now }),
    sources: createReadCache({ maxEntries: 5_000, freshMs: 60 * 60_000, isFinal, now }),
  };
}

/** One per process: pages, actions and handlers share what each has read. */
export function sourceCache(): SourceCache {
  return remember("source-cache", () => createSourceCache());
}

/** What reading the catalog needs of a context. */
export type CatalogCtx = { connect: CatalogReader; catalog: SourceCache };
type SourceCtx = { connect: Pick<CatalogReader, "getSource">; catalog: SourceCache };

export type SourceSearch = SourceMatches & {
  /** The catalog could not be read just now: this is what it said before. */
  stale: boolean;
};

/**
 * Hospitals whose name has what was typed, or the one with a pasted id. At most 50, best first.
 * An answer is remembered for 5 minutes, and given beyond that while the API is out of reach.
 */
export async function searchSources(
  ctx: CatalogCtx,
  query: string,
): Promise<Result<SourceSearch, ConnectError>> {
  const text = tidySearchText(query);
  if (isSourceId(text)) return searchById(ctx, text);

  const { connect, catalog } = ctx;
  const found = await catalog.searches.read(text.toLowerCase(), async () => {
    const read = await searchCatalog(text, connect);
    if (read.ok) for (const source of read.value.sources) catalog.sources.keep(source.id, source);
    return read;
  });
  return found.ok ? ok({ ...found.value.value, stale: found.value.stale }) : found;
}

async function searchById(ctx: CatalogCtx, id: string) {
  const found = await readSource(ctx, id);
  if (found.ok) return ok({ sources: [found.value.value], more: false, stale: found.value.stale });
  return isNotFound(found.error)
    ? ok({ sources: [], more: false, stale: false })
    : fail(found.error);
}

/** One hospital. Remembered for an hour, and beyond that while the API is out of reach. */
export async function getSource(ctx: SourceCtx, id: string): Promise<Result<Source, ConnectError>> {
  const found = await readSource(ctx, id);
  return found.ok ? ok(found.value.value) : found;
}

/** The names of hospitals, as far as they can be read: one that cannot is missing from the map. */
export async function sourceNames(
  ctx: SourceCtx,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  await Promise.all(
    ids.map(async (id) => {
      const source = await getSource(ctx, id);
      if (source.ok) names.set(id, source.value.name);
    }),
  );
  return names;
}

function readSource(
  { connect, catalog }: SourceCtx,
  id: string,
): Promise<Result<Remembered<Source>, ConnectError>> {
  return catalog.sources.read(id, () => connect.getSource(id));
}
