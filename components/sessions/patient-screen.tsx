"use client";

import { PatientView } from "@/components/display/patient-view";
import { useWakeLock } from "@/components/display/use-wake-lock";
import { CloseButton, Screen } from "@/components/ui/dialog";
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
  const mayGoDark = useWakeLock(true);
  return (
    <Screen
      onClose={onClose}
      aria-labelledby="patient-screen-title"
      className="scheme-only-light bg-white p-6 print:hidden"
    >
      <div className="grid min-h-full grid-cols-1 grid-rows-[auto_1fr] gap-4">
        <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-1">
          <p role="status" className="text-sm text-ink2">
            Turn brightness up.{mayGoDark && <span> This screen may go dark.</span>}
          </p>
          <CloseButton>Close screen, Esc</CloseButton>
        </div>
        <PatientView
          qr={link.qr}
          tag={tag}
          host={splitLink(link.url).host}
          languages={languages}
          headingId="patient-screen-title"
        />
      </div>
    </Screen>
  );
}
