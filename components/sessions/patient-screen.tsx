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
  const [width, setWidth] = useState(() => fittingWidth(qr));

  useEffect(() => {
    dialog.current?.showModal();
    const fitToScreen = () => setWidth(fittingWidth(qr));
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
      <div className="grid min-h-full grid-cols-1 grid-rows-[auto_1fr] gap-4">
        <Button autoFocus className="justify-self-end" onClick={() => dialog.current?.close()}>
          Close screen, Esc
        </Button>
        <div className="flex flex-wrap items-center justify-center gap-8">
          <QrImage qr={qr} width={width} />
          <div className="grid max-w-md flex-1 basis-72 gap-4 text-xl">
            <p className="justify-self-start rounded-control border-2 border-control px-4 py-1 font-semibold">
              {tag}
            </p>
            <h2 id="patient-screen-title" className="text-2xl font-semibold">
              Scan with your phone
            </h2>
            <ol className="list-decimal pl-8">
              <li>Open the camera.</li>
              <li>Point it at the square.</li>
              <li>Tap the link.</li>
            </ol>
            <p>
              It starts with <strong className="wrap-anywhere">{splitLink(url).host}</strong>
            </p>
            <p>No phone? Ask us.</p>
          </div>
        </div>
      </div>
    </dialog>
  );
}

/** Whole pixels a module, so that no edge blurs: 72 % of the shorter side of the screen. */
function fittingWidth(qr: QrCode): number {
  const shorterSide = Math.min(innerWidth, innerHeight);
  return Math.max(4, Math.floor((0.72 * shorterSide) / qr.side)) * qr.side;
}
