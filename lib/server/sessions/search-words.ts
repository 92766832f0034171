import "server-only";
import type { Vault } from "@/lib/server/db/seal";
import type { SessionDetails } from "@/lib/sessions/session";
import { folded } from "./identity";

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
  const words = wordsOf(name);
  const pairs = words.flatMap((one, index) => words.slice(index + 1).map((two) => pair(one, two)));
  return [idKey(vault, patientId), ...[...words, ...pairs].map((word) => nameKey(vault, word))];
}

export function searchKeys(vault: Vault, text: string): SearchKeys {
  const [first, second, ...more] = wordsOf(text).sort((a, b) => b.length - a.length);
  const name = first === undefined ? [] : [second === undefined ? first : pair(first, second)];
  const named = [...name, ...more].map((word) => nameKey(vault, word));
  return {
    words: [[idKey(vault, text)], ...(named.length > 0 ? [named] : [])],
    tag: tagIn(text),
  };
}

/** However it is typed: in groups, in small letters. */
function idKey(vault: Vault, text: string): string {
  const id = text.replace(/\s+/gu, "").normalize("NFC").toUpperCase();
  return vault.fingerprint("patient-id-as-typed", id);
}

function nameKey(vault: Vault, word: string): string {
  return vault.fingerprint("name-word", word);
}

/** Each word once, without case, accents and apostrophes: "O’Brien-Smith" is OBRIEN and SMITH. */
function wordsOf(name: string): string[] {
  const words = folded(name)
    .replace(/['’ʼ`]/gu, "")
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean);
  return [...new Set(words)].slice(0, countedWords);
}

function pair(one: string, two: string): string {
  return [one, two].sort().join(" ");
}

function tagIn(text: string): string {
  const [, word = "", number = ""] = /^\s*([a-z]+)\s*(\d{1,2})\s*$/i.exec(text) ?? [];
  return word && `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()} ${number}`;
}
