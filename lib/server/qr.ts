import "server-only";
import encodeQR from "qr";
import type { QrCode } from "@/lib/sessions/session";

/** The margin that a code needs to be found: 4 modules on each side. Source: ISO 18004. */
const quietZone = 4;

/**
 * A hosted link as one SVG path, a rectangle for each run of dark modules.
 *
 * @param level M on screens: costs nothing over L at 60 characters and reads best out of focus. Q in print.
 */
export function qrCode(url: string, level: "medium" | "quartile" = "medium"): QrCode {
  const rows = encodeQR(url, "raw", { ecc: level, border: quietZone });
  return {
    modules: rows.length - 2 * quietZone,
    side: rows.length,
    path: rows.map(rowPath).join(""),
  };
}

function rowPath(row: readonly boolean[], y: number): string {
  let path = "";
  let x = 0;
  while (x < row.length) {
    const start = x;
    while (row[x]) x++;
    if (x > start) path += `M${start} ${y}h${x - start}v1h-${x - start}z`;
    else x++;
  }
  return path;
}
