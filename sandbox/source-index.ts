import { demoSources, generatedSource, type Source } from "./catalog";

/** The catalog, made ready to be searched. */
export type SourceIndex = {
  /** Ordered by name. */
  sources: readonly Source[];
  /** By `fhirsrc_` id, or by FHIR base URL (the first of those that share it). */
  find: (idOrBaseUrl: string) => Source | undefined;
  /** Position in `sources`; -1 for an unknown id. */
  positionOf: (id: string) => number;
  /**
   * The sources whose name contains `text`, in order.
   *
   * @param text matched as a substring, letter case aside; empty matches all
   * @param from first position to look at
   */
  search: (text: string, from: number) => Generator<Source>;
};

// A name never holds it, so that no match runs over from one name into the next.
const separator = "\n";

/** @param size number of rows; null for the demo catalog as it is. */
export function createSourceIndex(size: number | null): SourceIndex {
  const sources = rowsOf(size).sort((a, b) => byName.compare(a.name, b.name));
  const positions = new Map(sources.map((source, position) => [source.id, position]));
  const byBaseUrl = new Map(sources.toReversed().map((source) => [source.fhirBaseUrl, source]));
  // One long text is searched natively; 40,000 names one by one would take several times as long.
  const names = sources.map((source) => source.name.toLowerCase());
  const haystack = names.join(separator);
  const starts: number[] = [];
  let length = 0;
  for (const name of names) {
    starts.push(length);
    length += name.length + separator.length;
  }

  function* search(text: string, from: number): Generator<Source> {
    const needle = text.toLowerCase();
    if (needle.includes(separator)) return;
    let position = from;
    while (position < sources.length) {
      const found = haystack.indexOf(needle, starts[position]);
      if (found === -1) return;
      position = lastAtOrBefore(starts, found);
      const source = sources[position];
      if (source) yield source;
      position += 1;
    }
  }

  return {
    sources,
    find: (idOrBaseUrl) => sources[positions.get(idOrBaseUrl) ?? -1] ?? byBaseUrl.get(idOrBaseUrl),
    positionOf: (id) => positions.get(id) ?? -1,
    search,
  };
}

const byName = new Intl.Collator("en");

function rowsOf(size: number | null): Source[] {
  const rows = demoSources();
  if (size === null) return rows;
  for (let number = 1; rows.length < size; number += 1) rows.push(generatedSource(number));
  return rows.slice(0, size);
}

/** Index of the last start that is not behind `offset`. */
function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
