import jsQR from "jsqr";
import { describe, expect, it } from "vitest";
import type { QrCode } from "@/lib/sessions/session";
import { qrCode } from "./qr";

/** As long as every hosted link is: 60 characters. */
const link = "https://app.medblocks.com/c/9c9b6f7a8e4f4a3b9c1e6f3a2d8b7c4d";

type Run = { x: number; y: number; width: number };

/** The rectangles of the path; anything else in it is a mistake. */
function runsOf({ path }: QrCode): Run[] {
  const rectangle = /M(\d+) (\d+)h(\d+)v1h-(\d+)z/g;
  expect(path.replace(rectangle, "")).toBe("");
  return [...path.matchAll(rectangle)].map(([, x, y, width, back]) => {
    expect(back).toBe(width);
    return { x: Number(x), y: Number(y), width: Number(width) };
  });
}

/** Paints the path black on white, as a browser does, and reads it. */
function decode(code: QrCode, pixelsPerModule = 4): string | undefined {
  const side = code.side * pixelsPerModule;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const { x, y, width } of runsOf(code)) {
    for (let row = y * pixelsPerModule; row < (y + 1) * pixelsPerModule; row += 1) {
      for (let column = x * pixelsPerModule; column < (x + width) * pixelsPerModule; column += 1) {
        pixels.set([0, 0, 0], (row * side + column) * 4);
      }
    }
  }
  return jsQR(pixels, side, side)?.data;
}

describe("the code of a hosted link", () => {
  it.each([
    ["medium", 33],
    ["quartile", 37],
  ] as const)("at level %s has %i modules and reads as exactly the link", (level, modules) => {
    const code = qrCode(link, level);

    expect(code).toMatchObject({ modules, side: modules + 8 });
    expect(decode(code)).toBe(link);
  });

  it("is of medium level on screens", () => {
    expect(qrCode(link)).toEqual(qrCode(link, "medium"));
  });

  it("keeps its white margin of 4 modules inside, on every side", () => {
    const code = qrCode(link);
    const runs = runsOf(code);

    expect(Math.min(...runs.map(({ x }) => x))).toBe(4);
    expect(Math.min(...runs.map(({ y }) => y))).toBe(4);
    expect(Math.max(...runs.map(({ x, width }) => x + width))).toBe(4 + code.modules);
    expect(Math.max(...runs.map(({ y }) => y + 1))).toBe(4 + code.modules);
  });

  it.each([
    ["a sandbox's link", "http://127.0.0.1:4010/c/9c9b6f7a8e4f4a3b9c1e6f3a2d8b7c4d"],
    ["a link with a query", "https://app.medblocks.com/c/9c9b6f7a?lang=en&x=%C3%A9#a"],
    ["the longest link that is shown", "https://app.medblocks.com/c/".padEnd(1024, "x")],
  ])("reads as exactly %s, on screen and in print", (_, url) => {
    expect(decode(qrCode(url), 2)).toBe(url);
    expect(decode(qrCode(url, "quartile"), 2)).toBe(url);
  });
});
