import { expect, type Page } from "@playwright/test";

/** Nothing has to be scrolled sideways to be seen, and nothing is cut off on the right. */
export async function expectNothingSideways(page: Page) {
  const tooWide = await page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.checkVisibility() && !element.matches(".sr-only, .sr-only *"))
      .filter((element) => Math.floor(element.getBoundingClientRect().right) > edge)
      .map((element) => element.outerHTML.slice(0, 120));
  });
  expect(tooWide).toEqual([]);
}

/**
 * Every control is 44 px high, with its label when that is what is pressed; links within a text
 * and the small buttons on a chosen hospital are 24 px.
 */
export async function expectLargeTargets(page: Page) {
  const small = await page.evaluate(() => {
    const controls = document.querySelectorAll("a[href], button, summary, input, select");
    return [...controls].flatMap((control) => {
      if (!control.checkVisibility()) return [];
      const target = control.matches("[type=radio], [type=checkbox]")
        ? control.closest("label")
        : control;
      const boxes = [...(target?.getClientRects() ?? [])];
      const height = Math.min(...boxes.map((box) => box.height));
      const width = Math.min(...boxes.map((box) => box.width));
      const isSmallKind = control.matches("p a, li a, li button");
      const isLargeEnough = width >= 24 && height >= (isSmallKind ? 24 : 44);
      return isLargeEnough ? [] : [`${control.outerHTML.slice(0, 120)}: ${width} x ${height}`];
    });
  });
  expect(small).toEqual([]);
}

/** Where the focus is, and how it can be seen there. */
export type Stop = {
  /** Its label or text. */
  name: string;
  /** Something lies over it, or it is out of view. */
  covered: boolean;
  /** Width of the ring in pixels; 0 without one. */
  ring: number;
  /** Contrast between the ring and what is around it. */
  contrast: number;
};

/** Tabs through the whole page from the top. */
export async function tabThrough(page: Page): Promise<Stop[]> {
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
  });
  const stops: Stop[] = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(lookAtFocus);
    if (!stop || stop.name === stops[0]?.name) return stops;
    stops.push(stop);
  }
}

/** Runs in the page. */
function lookAtFocus(): Stop | null {
  const element = document.activeElement;
  if (!element || element === document.body) return null;

  const label = element instanceof HTMLInputElement ? element.labels?.[0] : null;
  const name =
    element.getAttribute("aria-label") ?? (label ?? element).textContent?.trim() ?? element.id;

  const { left, top, width, height } = element.getBoundingClientRect();
  const covered = [
    [0.5, 0.5],
    [0.5, 0.1],
    [0.5, 0.9],
    [0.1, 0.5],
    [0.9, 0.5],
  ].some(([x = 0, y = 0]) => {
    const hit = document.elementFromPoint(left + x * width, top + y * height);
    return !hit || !(element.contains(hit) || hit.contains(element));
  });

  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
  const ring = outlineStyle === "solid" ? Number.parseFloat(outlineWidth) : 0;

  let around = element.parentElement;
  while (around && getComputedStyle(around).backgroundColor === "rgba(0, 0, 0, 0)") {
    around = around.parentElement;
  }
  const background = around ? getComputedStyle(around).backgroundColor : "rgb(255, 255, 255)";

  function luminance(color: string): number {
    const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
      const value = Number(part) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  const [darker = 0, lighter = 0] = [luminance(outlineColor), luminance(background)].sort(
    (one, other) => one - other,
  );
  return { name, covered, ring, contrast: (lighter + 0.05) / (darker + 0.05) };
}
