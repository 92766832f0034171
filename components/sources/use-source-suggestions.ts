import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSettled } from "@/components/ui/use-settled";
import { minSearchLength, sourceSearchOptions } from "@/lib/sources/queries";
import { matchesWords, searchWords, tidySearchText } from "@/lib/sources/search-text";
import type { Source } from "@/lib/sources/source";
import { isSourceId } from "@/lib/sources/source-id";
import { countHospitals } from "./use-chosen-sources";

const pauseInTypingMs = 120;
const noticeableWaitMs = 300;

const failure = "The list did not load.";

/** What the list under the input holds, and what is to be said about it. */
type Suggestions = {
  sources: readonly Source[];
  /** The text to which `sources` are the answer; null while they belong to an earlier one. */
  answeredText: string | null;
  /** The catalog could not be read; `sources` are the last good list. */
  failed: boolean;
  /** A sentence below the list, instead of it when it is empty. */
  note: string | null;
  /** The same for those who hear the list. */
  spoken: string;
  retry: () => void;
};

/**
 * Hospitals for what is typed: recent ones at once, the catalog from the second letter.
 * While an answer is on its way the last good list is narrowed down here, so that a quick ↓ and
 * Enter never takes a hospital that does not match.
 */
export function useSourceSuggestions(text: string, recents: readonly Source[]): Suggestions {
  const typed = tidySearchText(text);
  const asked = useSettled(typed, pauseInTypingMs);
  const search = useQuery(sourceSearchOptions(asked));
  const [lastGood, setLastGood] = useState<readonly Source[]>([]);
  if (search.data && search.data.sources !== lastGood) setLastGood(search.data.sources);

  const short = typed.length < minSearchLength;
  const waiting = !short && (typed !== asked || search.isPending);
  const slow = useSettled(waiting, noticeableWaitMs) && waiting;
  const retry = () => void search.refetch();

  if (short) {
    const sources = narrow(recents, typed);
    const note = sources.length === 0 ? `Type ${minSearchLength} letters or more.` : null;
    const spoken = note ?? `${countHospitals(sources.length)} chosen before.`;
    return { sources, answeredText: text, failed: false, note, spoken, retry };
  }
  if (waiting) {
    const note = slow ? "Searching…" : null;
    const sources = narrow(lastGood, typed);
    return { sources, answeredText: null, failed: false, note, spoken: note ?? "", retry };
  }
  if (!search.data) {
    return {
      sources: lastGood,
      answeredText: null,
      failed: true,
      note: null,
      spoken: failure,
      retry,
    };
  }
  const { sources, more, stale } = search.data;
  const note = sources.length === 0 ? nothingFound(typed) : more ? thereAreMore(sources) : null;
  const spoken = stale ? failure : (note ?? `${countHospitals(sources.length)}.`);
  return { sources, answeredText: text, failed: stale, note, spoken, retry };
}

function narrow(sources: readonly Source[], typed: string): readonly Source[] {
  const words = searchWords(typed);
  return sources.filter(({ name }) => matchesWords(name, words));
}

function nothingFound(typed: string): string {
  return isSourceId(typed)
    ? "No hospital with this ID."
    : `No hospital called '${typed}'. Check the spelling.`;
}

function thereAreMore(sources: readonly Source[]): string {
  return `The first ${countHospitals(sources.length)}. Type more letters to find others.`;
}
