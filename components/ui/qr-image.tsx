import type { QrCode } from "@/lib/sessions/session";

/**
 * Black on white in every theme, with its white margin inside the picture: a code is a measuring
 * mark, and readers fail on tinted, inverted or borderless ones.
 *
 * @param width CSS pixels of the whole square; it shrinks with its container
 */
export function QrImage({
  qr,
  width,
  label = "QR code for the patient link",
}: {
  qr: Pick<QrCode, "side" | "path">;
  width: number;
  label?: string;
}) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${qr.side} ${qr.side}`}
      width={width}
      height={width}
      shapeRendering="crispEdges"
      className="h-auto max-w-full forced-color-adjust-none"
    >
      <rect width={qr.side} height={qr.side} fill="#fff" />
      <path d={qr.path} fill="#000" />
    </svg>
  );
}
