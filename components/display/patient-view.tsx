"use client";

import { useEffect, useState } from "react";
import { QrImage } from "@/components/ui/qr-image";
import { directionOf, languageNames } from "@/lib/words/language";
import type { ScreenIn } from "@/lib/words/patients";

type PatientViewProps = {
  qr: { side: number; path: string };
  tag: string;
  /** The link's domain. */
  host: string;
  /** In the clinic's languages, the first one at first. */
  screens: readonly ScreenIn[];
  /** Of the heading, where it names a part of a page and not the page. */
  headingId?: string;
};

/** The code and how to scan it, with nothing about the patient: on this monitor or on their own. */
export function PatientView({ qr, tag, host, screens, headingId }: PatientViewProps) {
  const [chosen, setChosen] = useState(screens[0]);
  const width = useFittingWidth(qr.side);
  const Heading = headingId ? "h2" : "h1";
  if (!chosen) return null;
  const { language, words } = chosen;
  return (
    <div
      lang={language}
      dir={directionOf(language)}
      className="flex flex-wrap items-center justify-center gap-8"
    >
      <QrImage qr={qr} width={width} label={words.code} />
      <div className="grid max-w-md flex-1 basis-72 gap-4 text-xl">
        <p
          lang="en"
          dir="ltr"
          translate="no"
          className="justify-self-start rounded-control border-2 border-control px-4 py-1 font-semibold"
        >
          {tag}
        </p>
        <Heading id={headingId} className="text-2xl font-semibold">
          {words.heading}
        </Heading>
        <ol className="list-decimal ps-8">
          {words.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p>
          <span>{words.startsWith}</span>{" "}
          <bdi translate="no" className="font-semibold wrap-anywhere">
            {host}
          </bdi>
        </p>
        <p>{words.noPhone}</p>
        {screens.length > 1 && <Languages screens={screens} chosen={chosen} choose={setChosen} />}
      </div>
    </div>
  );
}

type LanguagesProps = {
  screens: readonly ScreenIn[];
  chosen: ScreenIn;
  choose: (screen: ScreenIn) => void;
};

function Languages({ screens, chosen, choose }: LanguagesProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, and nothing is sent
    <div role="group" aria-label={chosen.words.language} className="flex flex-wrap gap-2">
      {screens.map((screen) => (
        <button
          key={screen.language}
          type="button"
          lang={screen.language}
          dir={directionOf(screen.language)}
          aria-pressed={screen.language === chosen.language}
          onClick={() => choose(screen)}
          className="min-h-11 rounded-control border-2 border-control px-3 text-base aria-pressed:border-brand aria-pressed:bg-brand-soft aria-pressed:font-semibold"
        >
          {languageNames[screen.language]}
        </button>
      ))}
    </div>
  );
}

function useFittingWidth(side: number): number {
  const [width, setWidth] = useState(() => fittingWidth(side));
  useEffect(() => {
    const adjust = () => setWidth(fittingWidth(side));
    adjust();
    addEventListener("resize", adjust);
    return () => removeEventListener("resize", adjust);
  }, [side]);
  return width;
}

/** Whole pixels a module, so that no edge blurs: 72 % of the shorter side of the screen. */
function fittingWidth(side: number): number {
  return Math.max(4, Math.floor((0.72 * Math.min(innerWidth, innerHeight)) / side)) * side;
}
