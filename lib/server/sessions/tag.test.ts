import { expect, it } from "vitest";
import type { Ctx } from "@/lib/server/context";
import { testCtx } from "@/test/ctx";
import { now } from "@/test/sessions/sample-session";
import { claim } from "@/test/sessions/test-store";
import { writableStore } from "@/test/sessions/writable-store";
import { pickTag } from "./tag";

/** A desk whose screens show these. */
async function showing(tags: readonly string[]) {
  const { ctx } = await testCtx();
  for (const tag of tags) await show(ctx, tag);
  return ctx;
}

async function show(ctx: Ctx, tag: string) {
  await claim(writableStore(ctx), `attempt of ${tag}`, { tag, at: now });
}

const colours = "Amber Blue Coral Green Indigo Lilac Mint Olive Plum Silver".split(" ");
const numbered = (from: number, to: number) =>
  colours.flatMap((colour) =>
    Array.from({ length: to - from + 1 }, (_, index) => `${colour} ${from + index}`),
  );

it("is a colour and a number", async () => {
  expect(await pickTag(await showing([]), now, () => 0)).toBe("Amber 1");
  expect(await pickTag(await showing([]), now, () => 0.999)).toBe("Silver 9");
  expect(await pickTag(await showing([]), now)).toMatch(/^[A-Z][a-z]+ [1-9]$/);
});

it("is not one that another screen shows", async () => {
  const ctx = await showing([]);
  const shown = new Set<string>();
  for (let screens = 0; screens < 150; screens += 1) {
    const tag = await pickTag(ctx, now);
    shown.add(tag);
    await show(ctx, tag);
  }
  expect(shown.size).toBe(150);
});

it("counts on when every short one is taken", async () => {
  expect(await pickTag(await showing(numbered(1, 9)), now, () => 0)).toBe("Amber 10");
});

it("shares one rather than none when all are taken", async () => {
  expect(await pickTag(await showing(numbered(1, 99)), now, () => 0)).toBe("Amber 10");
});
