"use client";

import { MonitorSmartphone } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { PatientView } from "@/components/display/patient-view";
import { useWakeLock } from "@/components/display/use-wake-lock";
import { Button, KeyHint } from "@/components/ui/button";
import { CloseButton, Screen } from "@/components/ui/dialog";
import { DeskEnd, type DisplayKnown, noDisplay } from "@/lib/display/desk-end";
import { splitLink } from "@/lib/format";
import type { HeardProgress } from "@/lib/sessions/queries";
import type { QrCode } from "@/lib/sessions/session";
import type { Language } from "@/lib/words/language";
import { screensIn } from "@/lib/words/patients";
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
function PatientScreen({ link, tag, languages, onClose }: PatientScreenProps) {
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
          screens={screensIn(languages)}
          headingId="patient-screen-title"
        />
      </div>
    </Screen>
  );
}

/** The patient's screen of this PC, for one link. It clears as the component that uses this goes. */
function useDisplay(
  { link, tag }: { link: { url: string; qr: QrCode }; tag: string },
  { progress, heardAt }: HeardProgress,
) {
  const [known, setKnown] = useState<DisplayKnown>(noDisplay);
  const end = useRef<DeskEnd>(null);
  const { id, expiresAt, serverNow } = progress;

  function contentNow() {
    return {
      n: link.qr.side,
      d: link.qr.path,
      tag,
      host: splitLink(link.url).host,
      ends: expiresAt,
      now: new Date(Date.parse(serverNow) + performance.now() - heardAt).toISOString(),
    };
  }
  const content = useRef(contentNow);
  useEffect(() => {
    content.current = contentNow;
  });

  useEffect(() => {
    const opened = new DeskEnd({
      sessionId: id,
      content: () => content.current(),
      onChange: setKnown,
    });
    end.current = opened;
    return () => opened.close();
  }, [id]);

  return {
    known,
    /** As that of `DeskEnd`. */
    show: async () => (end.current ? end.current.show() : false),
    clear: () => end.current?.clear(),
  };
}
