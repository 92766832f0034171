import { PDFiumLibrary } from "@hyzyla/pdfium";
import type { Picture } from "./qr-readers";

const mmPerPoint = 25.4 / 72;

/** What came out of the printer: the number of sheets, and the first one as it lies there. */
export type Paper = {
  sheets: number;
  /** Width and height in millimetres. */
  size: [number, number];
  /** What a scanner makes of it. */
  scan: (dpi: number) => Promise<Picture>;
};

/** Opens a PDF for a test and throws it away afterwards. */
export async function withPaper<T>(pdf: Buffer, look: (paper: Paper) => Promise<T>): Promise<T> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  const { originalWidth, originalHeight } = document.getPage(0).getOriginalSize();
  const result = await look({
    sheets: document.getPageCount(),
    size: [originalWidth * mmPerPoint, originalHeight * mmPerPoint],
    scan: async (dpi) => {
      // Asked for anew: a sheet that was rendered is closed.
      const sheet = document.getPage(0);
      const { data, width, height } = await sheet.render({ scale: dpi / 72, render: "bitmap" });
      return { data: new Uint8ClampedArray(data), width, height };
    },
  });
  document.destroy();
  library.destroy();
  return result;
}
