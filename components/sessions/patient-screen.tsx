"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { splitLink } from "@/lib/format";
import type { QrCode } from "@/lib/sessions/session";
import { QrImage } from "./qr-image";

/**
 * The code alone, as large as this monitor allows, to be turned towards the patient.
 * Always light, and nothing about the patient on it.
 */
export function PatientScreen({
  url,
  qr,
  tag,
  onClose,
}: {
  url: string;
  qr: QrCode;
  tag: string;
  onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [width, setWidth] = useState(0);

  useEffect(() => {
    dialog.current?.showModal();
    const fitToScreen = () => setWidth(qrWidth(qr, Math.min(innerWidth, innerHeight)));
    fitToScreen();
    addEventListener("resize", fitToScreen);
    return () => removeEventListener("resize", fitToScreen);
  }, [qr]);

  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      aria-labelledby="patient-screen-title"
      className="m-0 h-dvh max-h-none w-dvw max-w-none scheme-only-light bg-white p-6 text-ink print:hidden"
    >
      <div className="flex min-h-full flex-wrap items-center justify-center gap-8">
        <QrImage qr={qr} width={width} />
        <div className="grid max-w-md gap-4 text-lg">
          <p className="justify-self-start rounded-control border-2 border-control px-4 py-1 font-semibold">
            {tag}
          </p>
          <h2 id="patient-screen-title" className="text-2xl font-semibold">
            Scan with your phone
          </h2>
          <ol className="list-decimal pl-6">
            <li>Open the camera.</li>
            <li>Point it at the square.</li>
            <li>Tap the link.</li>
          </ol>
          <p>
            It starts with <strong>{splitLink(url).host}</strong>
          </p>
          <p>No phone? Ask us.</p>
          <Button autoFocus className="justify-self-start" onClick={() => dialog.current?.close()}>
            Close screen, Esc
          </Button>
        </div>
      </div>
    </dialog>
  );
}

/** Whole pixels a module, so that no edge blurs: 72 % of the shorter side of the screen. */
function qrWidth(qr: QrCode, shorterSide: number): number {
  return Math.max(4, Math.floor((0.72 * shorterSide) / qr.side)) * qr.side;
}
