/** What the handout can be printed on: a card for the pocket, or a sheet in large print. */
export const paperSizes = ["a6", "a4"] as const;

export type PaperSize = (typeof paperSizes)[number];

/** Takes a `size` value from an address: one of ours, letter for letter, or null. */
export function asPaperSize(text: string | null): PaperSize | null {
  return paperSizes.find((size) => size === text) ?? null;
}
