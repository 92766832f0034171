import "server-only";

/** Calm, and unlike each other when said across a room; none is a warning or a rhyme of another. */
const words = [
  "Amber",
  "Blue",
  "Coral",
  "Green",
  "Indigo",
  "Lilac",
  "Mint",
  "Olive",
  "Plum",
  "Silver",
];
const short = tags(1, 9);
const long = tags(10, 99);

/**
 * Picks two words, such as "Blue 7", that no other screen is showing. When all 90 are taken
 * the numbers go on to 99, and after those a tag is shared: it tells screens apart, no more.
 */
export function pickTag(inUse: readonly string[], random: () => number = Math.random): string {
  const taken = new Set(inUse);
  const free =
    [short, long].map((all) => all.filter((tag) => !taken.has(tag))).find((all) => all.length) ??
    long;
  const picked = free[Math.floor(random() * free.length)];
  if (picked === undefined) throw new Error("random() must be at least 0 and below 1.");
  return picked;
}

function tags(from: number, to: number): string[] {
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return words.flatMap((word) => numbers.map((number) => `${word} ${number}`));
}
