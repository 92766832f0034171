"use client";

import { useEffect, useRef } from "react";
import { PatientView } from "@/components/display/patient-view";
import { useWakeLock } from "@/components/display/use-wake-lock";
import { Button } from "@/components/ui/button";
import { splitLink } from "@/lib/format";
import type { Language } from "@/lib/patients/language";
import type { QrCode } from "@/lib/sessions/session";

type PatientScreenProps = {
  link: { url: string; qr: QrCode };
  tag: string;
  languages: readonly Language[];
  onClose: () => void;
};

/**
 * The code alone, as large as this monitor allows, to be turned towards the patient.
 * Always light, and nothing about the patient on it.
 */
export function PatientScreen({ link, tag, languages, onClose }: PatientScreenProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const mayGoDark = useWakeLock(true);

  useEffect(() => dialog.current?.showModal(), []);

  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      aria-labelledby="patient-screen-title"
      className="m-0 h-dvh max-h-none w-dvw max-w-none scheme-only-light bg-white p-6 text-ink print:hidden"
    >
      <div className="grid min-h-full grid-cols-1 grid-rows-[auto_1fr] gap-4">
        <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-1">
          <p role="status" className="text-sm text-ink2">
            Turn brightness up.{mayGoDark && <span> This screen may go dark.</span>}
          </p>
          <Button onClick={() => dialog.current?.close()}>Close screen, Esc</Button>
        </div>
        <PatientView
          qr={link.qr}
          tag={tag}
          host={splitLink(link.url).host}
          languages={languages}
          headingId="patient-screen-title"
        />
      </div>
    </dialog>
  );
}
