import "server-only";
import type { Database, SessionRow } from "@/lib/server/db/schema";
import type { Vault } from "@/lib/server/db/seal";
import { unaudited } from "@/lib/server/db/unaudited";
import type { SessionDetails } from "@/lib/sessions/session";
import { foldedKey } from "./fold-id";
import { partsOf, wordsOf } from "./identity";

/** Longer names are found by their first words. */
const countedWords = 12;

/** What one search text may mean; a link is found that fits any of these. */
export type SearchKeys = {
  /** Of a patient id, and of a name: the keyed hashes that a link must have, the rarest first. */
  words: string[][];
  /** As on the screen, such as "Blue 7"; empty when it cannot be one. */
  tag: string;
};

/**
 * Keyed hashes that a link is found by: of the patient id, of each word of the name and of each two.
 * Whoever searches for two words is so answered from one place, however common each of them is.
 */
export function wordKeys(
  vault: Vault,
  { patientId, name }: Pick<SessionDetails, "patientId" | "name">,
): string[] {
  const words = [...new Set([...wordsOf(name), ...partsOf(name)])].slice(0, countedWords);
  const pairs = words.flatMap((one, index) => words.slice(index + 1).map((two) => pair(one, two)));
  return [foldedKey(vault, patientId), ...[...words, ...pairs].map((word) => nameKey(vault, word))];
}

/** Makes a session found by these words; it has none yet. */
export async function addWords(
  db: Database,
  { id, created_at }: Pick<SessionRow, "id" | "created_at">,
  words: readonly string[],
): Promise<void> {
  if (words.length === 0) return;
  const rows = words.map((word) => ({ word, session_id: id, created_at }));
  await unaudited(db).insertInto("session_words").values(rows).execute();
}

/** @param patientId what was searched for, read as a patient's ID */
export function searchKeys(vault: Vault, text: string, patientId = text): SearchKeys {
  // "O’Brien" may be kept as one word or as two, and is looked for as both.
  const names = [wordsOf(text), partsOf(text)].map((words) => nameKeys(vault, words));
  const [name = [], inParts = []] = names;
  return {
    words: [
      [foldedKey(vault, patientId)],
      ...(name.length > 0 ? [name] : []),
      ...(inParts.join() !== name.join() ? [inParts] : []),
    ],
    tag: tagIn(text),
  };
}

/** That a name has all of these words, the rarest first. */
function nameKeys(vault: Vault, words: string[]): string[] {
  const counted = [...new Set(words)].slice(0, countedWords);
  const [first, second, ...more] = counted.sort((a, b) => b.length - a.length);
  const start = first === undefined ? [] : [second === undefined ? first : pair(first, second)];
  return [...start, ...more].map((word) => nameKey(vault, word));
}

function nameKey(vault: Vault, word: string): string {
  return vault.fingerprint("name-word", word);
}

function pair(one: string, two: string): string {
  return [one, two].sort().join(" ");
}

function tagIn(text: string): string {
  const [, word = "", number = ""] = /^\s*([a-z]+)\s*(\d{1,2})\s*$/i.exec(text) ?? [];
  return word && `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()} ${number}`;
}
