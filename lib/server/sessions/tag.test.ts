import { expect, it } from "vitest";
import { pickTag } from "./tag";

const now = new Date("2026-05-01T12:00:00Z");

/** A desk whose screens show these. */
const showing = (shown: readonly string[]) => ({
  listTagsInUse: async (tags: readonly string[]) => tags.filter((tag) => shown.includes(tag)),
});

const colours = "Amber Blue Coral Green Indigo Lilac Mint Olive Plum Silver".split(" ");
const numbered = (from: number, to: number) =>
  colours.flatMap((colour) =>
    Array.from({ length: to - from + 1 }, (_, index) => `${colour} ${from + index}`),
  );

it("is a colour and a number", async () => {
  expect(await pickTag(showing([]), now, () => 0)).toBe("Amber 1");
  expect(await pickTag(showing([]), now, () => 0.999)).toBe("Silver 9");
  expect(await pickTag(showing([]), now)).toMatch(/^[A-Z][a-z]+ [1-9]$/);
});

it("is not one that another screen shows", async () => {
  const shown: string[] = [];
  for (let screens = 0; screens < 150; screens += 1) shown.push(await pickTag(showing(shown), now));
  expect(new Set(shown).size).toBe(150);
});

it("counts on when every short one is taken", async () => {
  expect(await pickTag(showing(numbered(1, 9)), now, () => 0)).toBe("Amber 10");
});

it("shares one rather than none when all are taken", async () => {
  expect(await pickTag(showing(numbered(1, 99)), now, () => 0)).toBe("Amber 10");
});
