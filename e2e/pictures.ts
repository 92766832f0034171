import type { Page } from "@playwright/test";
import type { Picture } from "./qr-readers";

type Lens = {
  /** Pixels on its longer side. */
  longest?: number;
  /** Pixels. */
  blur?: number;
};

/** Opens a PNG. @param table any page without a policy of its own, to work on */
export async function openPicture(table: Page, png: Buffer, lens: Lens = {}): Promise<Picture> {
  const { base64, width, height } = await table.evaluate(
    async ({ png, longest, blur = 0 }) => {
      const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const scale = longest ? longest / Math.max(image.width, image.height) : 1;
      const canvas = new OffscreenCanvas(
        Math.round(image.width * scale),
        Math.round(image.height * scale),
      );
      const paper = canvas.getContext("2d");
      if (!paper) throw new Error("This browser cannot draw");
      paper.filter = `blur(${blur}px)`;
      paper.imageSmoothingQuality = "high";
      paper.drawImage(image, 0, 0, canvas.width, canvas.height);
      const { data, width, height } = paper.getImageData(0, 0, canvas.width, canvas.height);
      let text = "";
      for (const byte of data) text += String.fromCharCode(byte);
      return { base64: btoa(text), width, height };
    },
    { png: png.toString("base64"), ...lens },
  );
  const data = new Uint8ClampedArray(width * height * 4);
  data.set(Buffer.from(base64, "base64"));
  return { data, width, height };
}

/** The same picture with grain: the same grain for the same seed. @param deviation of 255 */
export function grainy({ data, width, height }: Picture, deviation: number, seed: number): Picture {
  const random = mulberry32(seed);
  const spoilt = data.map((value, index) => {
    if (index % 4 === 3) return value;
    // Three dice make a bell: its own deviation is a half.
    return value + (random() + random() + random() - 1.5) * 2 * deviation;
  });
  return { data: spoilt, width, height };
}

/** Numbers from 0 to 1 that are the same on every run. Source: T. Ettinger's mulberry32. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
