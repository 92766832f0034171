import type { Page } from "@playwright/test";
import type { Picture } from "./qr-readers";

/** Opens a PNG. @param table any page without a policy of its own, to work on */
export async function openPicture(table: Page, png: Buffer): Promise<Picture> {
  const { base64, width, height } = await table.evaluate(async (png) => {
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const paper = new OffscreenCanvas(image.width, image.height).getContext("2d");
    if (!paper) throw new Error("This browser cannot draw");
    paper.drawImage(image, 0, 0);
    const { data, width, height } = paper.getImageData(0, 0, image.width, image.height);
    let text = "";
    for (const byte of data) text += String.fromCharCode(byte);
    return { base64: btoa(text), width, height };
  }, png.toString("base64"));
  const data = new Uint8ClampedArray(width * height * 4);
  data.set(Buffer.from(base64, "base64"));
  return { data, width, height };
}

/** The same square picture in grey, smaller and out of focus. @param blur deviation in pixels of the result */
export function outOfFocus(picture: Picture, side: number, blur: number): Picture {
  const scale = picture.width / side;
  const reach = Math.ceil(3 * blur * scale);
  // The light of its own square, which is a blur of a twelfth, and what the blur brings from around.
  const spread = 2 * (blur ** 2 + 1 / 12) * scale ** 2;
  const weights = Array.from({ length: 2 * reach + 1 }, (_, step) =>
    Math.exp(-((step - reach) ** 2) / spread),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  function gather(at: number, light: (index: number) => number) {
    const first = Math.floor((at + 0.5) * scale) - reach;
    return (
      weights.reduce((sum, weight, step) => {
        const index = Math.min(picture.width - 1, Math.max(0, first + step));
        return sum + weight * light(index);
      }, 0) / total
    );
  }
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let x = 0; x < side; x++) {
    const column = Array.from({ length: picture.height }, (_, y) =>
      gather(x, (across) => picture.data[(y * picture.width + across) * 4] ?? 255),
    );
    for (let y = 0; y < side; y++) {
      data.fill(
        gather(y, (down) => column[down] ?? 255),
        (y * side + x) * 4,
        (y * side + x) * 4 + 3,
      );
    }
  }
  return { data, width: side, height: side };
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

/** A square out of a picture. */
export function cutOut(picture: Picture, left: number, top: number, side: number): Picture {
  const data = new Uint8ClampedArray(side * side * 4);
  for (let y = 0; y < side; y++) {
    const start = ((top + y) * picture.width + left) * 4;
    data.set(picture.data.subarray(start, start + side * 4), y * side * 4);
  }
  return { data, width: side, height: side };
}

/** The same picture from a copier: darker, with less between black and white, and grain. */
export function photocopied({ data, width, height }: Picture): Picture {
  const harsh = data.map((value, index) =>
    index % 4 === 3 ? value : (value - 128) * 1.8 + 128 - 20,
  );
  return grainy({ data: harsh, width, height }, 12, 1);
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
