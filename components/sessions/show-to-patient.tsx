"use client";

import { MonitorSmartphone } from "lucide-react";
import { useRef, useState } from "react";
import { Button, KeyHint } from "@/components/ui/button";
import type { DisplayKnown } from "@/lib/display/desk-end";
import type { Language } from "@/lib/patients/language";
import type { HeardProgress } from "@/lib/sessions/queries";
import type { QrCode } from "@/lib/sessions/session";
import { PatientScreen } from "./patient-screen";
import { useDisplay } from "./use-display";
import { useShortcuts } from "./use-shortcuts";

type ShowToPatientProps = {
  link: { url: string; qr: QrCode };
  tag: string;
  languages: readonly Language[];
  heard: HeardProgress;
  onShown: (where: "displayed" | "shown") => void;
};

/**
 * Shows the code on the patient's screen where this PC has one that answers, else on this one.
 * Wherever it is, it goes with this component: when the link is over, or the next patient comes.
 */
export function ShowToPatient({ link, tag, languages, heard, onShown }: ShowToPatientProps) {
  // Which opening of the screen it is: the end of one may be told after the next has begun.
  const [opening, setOpening] = useState(0);
  const openings = useRef(0);
  const { known, show, clear } = useDisplay({ link, tag }, heard);

  async function showSomewhere() {
    const displayed = await show();
    if (displayed === null) return;
    if (!displayed) setOpening(++openings.current);
    onShown(displayed ? "displayed" : "shown");
  }

  useShortcuts({ F4: () => void showSomewhere() });

  return (
    <div className="grid grid-cols-1 gap-3 print:hidden">
      <Button look="primary" aria-keyshortcuts="F4" onClick={() => void showSomewhere()}>
        <MonitorSmartphone />
        Show to patient
        <KeyHint>F4</KeyHint>
      </Button>
      <p role="status" className="text-ink2 empty:sr-only">
        <WhereShown known={known} />
      </p>
      {known.shown && <Button onClick={clear}>Clear screen</Button>}
      {opening > 0 && (
        <PatientScreen
          key={opening}
          link={link}
          tag={tag}
          languages={languages}
          onClose={() => setOpening((latest) => (latest === opening ? 0 : latest))}
        />
      )}
    </div>
  );
}

function WhereShown({ known: { present, shown, mayDim, lost } }: { known: DisplayKnown }) {
  if (shown) {
    return (
      <span>
        <strong className="text-ink">Shown on the patient’s screen.</strong> Turn brightness up.
        {mayDim && <span> That screen may go dark.</span>}
      </span>
    );
  }
  if (lost) return "The patient’s screen does not answer. Turn it on, or show the code here.";
  return present ? "Goes to the patient’s screen." : null;
}
