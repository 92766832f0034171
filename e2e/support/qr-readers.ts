import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { scanRGBABuffer } from "@undecaf/zbar-wasm";
import jsQR from "jsqr";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

/** A picture: 4 bytes a pixel (RGBA), row by row. */
export type Picture = { data: Uint8ClampedArray<ArrayBuffer>; width: number; height: number };

// From its package: left to itself it asks a server on the internet for it.
const zxing = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
prepareZXingModule({ overrides: { wasmBinary: readFileSync(zxing).buffer } });

/** What three readers of three makers find in a picture; a code that is light on dark does not count. */
export async function readCodes({ data, width, height }: Picture) {
  const byJsQR = jsQR(data, width, height, { inversionAttempts: "dontInvert" });
  const [byZXing] = await readBarcodes(
    { data, width, height, colorSpace: "srgb" },
    { formats: ["QRCode"], tryInvert: false },
  );
  const [byZBar] = await scanRGBABuffer(data.buffer, width, height);
  return { jsQR: byJsQR?.data, ZXing: byZXing?.text, ZBar: byZBar?.decode() };
}

/** All three find this text. */
export function everyReader(text: string) {
  return { jsQR: text, ZXing: text, ZBar: text };
}
