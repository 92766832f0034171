/** The longest search text that is sent; names are shorter. */
export const maxSearchLength = 100;

/**
 * What was typed, with plain apostrophes, dashes and single blanks, and nothing invisible.
 * Copied text brings typographic ones, which a substring search would not find.
 */
export function tidySearchText(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\p{Cf}\p{Cs}]/gu, "")
    .replace(/[‘’‛ʼ´`′＇]/gu, "'")
    .replace(/[‐‑‒–—―−]/gu, "-")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
}

/**
 * The words of a name or a search, bare of what people write in several ways:
 * case, accents, apostrophes, punctuation, "and", and "Saint" for "St".
 */
export function searchWords(text: string): string[] {
  const bare = tidySearchText(text)
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\p{M}']/gu, "");
  const words = bare.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => word !== "and").map((word) => (word === "saint" ? "st" : word));
}

/** Whether each word searched for begins a word of the name, in any order. */
export function matchesWords(name: string, searched: readonly string[]): boolean {
  const words = searchWords(name);
  return searched.every((start) => words.some((word) => word.startsWith(start)));
}
