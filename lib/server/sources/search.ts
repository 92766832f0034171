import "server-only";
import { fail, ok, type Result } from "@/lib/result";
import type { ConnectClient } from "@/lib/server/connect/client";
import type { ConnectError } from "@/lib/server/connect/errors";
import { matchesWords, searchWords } from "@/lib/sources/search-text";
import type { Source } from "@/lib/sources/source";

export type CatalogReader = Pick<ConnectClient, "listSources" | "getSource">;

/** At most 50, best matches first. `more`: the catalog holds further matches. */
export type SourceMatches = { sources: Source[]; more: boolean };

const maxMatches = 50;
/** The API's largest page. Never a second one: whoever needs it types another letter. */
const pageSize = 100;
const maxLooseQueries = 3;

/**
 * Searches the catalog as a person means it. The API matches plain substrings of names, and names
 * write one thing in several ways ("St. Luke’s", "Saint Luke's"), so where spelling may differ, or
 * nothing is found, it is also asked for single words and the answers are compared here.
 *
 * @param text tidied; at most four calls, side by side where possible
 */
export async function searchCatalog(
  text: string,
  connect: Pick<CatalogReader, "listSources">,
): Promise<Result<SourceMatches, ConnectError>> {
  const loose = looseQueries(text);
  const first = await ask(text, spellingVaries(text) ? [text, ...loose] : [text], connect);
  const enough = !first.ok || first.value.sources.length > 0 || spellingVaries(text);
  return enough || loose.length === 0 ? first : ask(text, loose, connect);
}

/** Signs, and "Saint", are what names write differently. */
function spellingVaries(text: string): boolean {
  return /[^\p{L}\p{N}\p{M} ]/u.test(text) || searchWords(text).includes("st");
}

/** The longest words, cut to the part that every spelling has: "Luke's" and "Lukes" become "luke". */
function looseQueries(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}\p{M}']+/gu) ?? [];
  const stems = words
    .filter((word) => !["saint", "the", "and"].includes(word))
    .map((word) => word.replace(/'.*$/u, "").replace(/(?<=.{4})s$/u, ""))
    .filter((stem) => stem.length >= 3 && stem !== text.toLowerCase());
  return [...new Set(stems)].sort((a, b) => b.length - a.length).slice(0, maxLooseQueries);
}

async function ask(
  text: string,
  queries: string[],
  connect: Pick<CatalogReader, "listSources">,
): Promise<Result<SourceMatches, ConnectError>> {
  const words = searchWords(text);
  const matches = new Map<string, Source>();
  let more = false;
  const pages = await Promise.all(
    queries.map(async (q) => ({ q, page: await connect.listSources({ q, limit: pageSize }) })),
  );
  for (const { q, page } of pages) {
    if (!page.ok) return fail(page.error);
    more ||= q === text && page.value.nextCursor !== null;
    for (const source of page.value.sources) {
      if (q === text || matchesWords(source.name, words)) matches.set(source.id, source);
    }
  }
  const sources = bestFirst([...matches.values()], words);
  return ok({ sources: sources.slice(0, maxMatches), more: more || sources.length > maxMatches });
}

const byName = new Intl.Collator("en", { numeric: true });

/** Names that begin with the text, then those with a word that does, then the rest; by name within each. */
function bestFirst(sources: Source[], searched: string[]): Source[] {
  const start = searched.join(" ");
  const rank = ({ name }: Source) => {
    const words = searchWords(name);
    if (words.join(" ").startsWith(start)) return 0;
    return words.some((word) => word.startsWith(searched[0] ?? "")) ? 1 : 2;
  };
  return sources
    .map((source) => ({ source, rank: rank(source) }))
    .sort((a, b) => a.rank - b.rank || byName.compare(a.source.name, b.source.name))
    .map(({ source }) => source);
}
