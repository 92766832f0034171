import "server-only";
import { type Books, listTagsInUse } from "./find";

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
/** Of each length: enough that one is free unless many hundreds of links work at once. */
const drawnTags = 12;

/**
 * Picks two words, such as "Blue 7", that no other screen is showing: a short tag if one that is
 * drawn is free, else a long one. When none is free a tag is shared: it tells screens apart, no more.
 */
export async function pickTag(
  books: Books,
  now: Date,
  random: () => number = Math.random,
): Promise<string> {
  const drawn = [...draw(short, random), ...draw(long, random)];
  const inUse = new Set(await listTagsInUse(books, drawn, now));
  const picked = drawn.find((tag) => !inUse.has(tag)) ?? drawn.at(-1);
  if (picked === undefined) throw new Error("random() must be at least 0 and below 1.");
  return picked;
}

function draw(all: readonly string[], random: () => number): string[] {
  const picks = Array.from({ length: drawnTags }, () => all[Math.floor(random() * all.length)]);
  return picks.filter((tag) => tag !== undefined);
}

function tags(from: number, to: number): string[] {
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return words.flatMap((word) => numbers.map((number) => `${word} ${number}`));
}
