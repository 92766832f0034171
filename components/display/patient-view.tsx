"use client";

import { useEffect, useState } from "react";
import { QrImage } from "@/components/ui/qr-image";
import { displayWords } from "@/lib/patients/display-words";
import { directionOf, type Language, languageNames } from "@/lib/patients/language";
import { scanWords } from "@/lib/patients/scan-words";

type PatientViewProps = {
  qr: { side: number; path: string };
  tag: string;
  /** The link's domain. */
  host: string;
  /** The clinic's, the first one at first. */
  languages: readonly Language[];
  /** Of the heading, where it names a part of a page and not the page. */
  headingId?: string;
};

/** The code and how to scan it, with nothing about the patient: on this monitor or on their own. */
export function PatientView({ qr, tag, host, languages, headingId }: PatientViewProps) {
  const [language, setLanguage] = useState(languages[0] ?? "en");
  const width = useFittingWidth(qr.side);
  const words = scanWords[language];
  const Heading = headingId ? "h2" : "h1";
  return (
    <div
      lang={language}
      dir={directionOf(language)}
      className="flex flex-wrap items-center justify-center gap-8"
    >
      <QrImage qr={qr} width={width} label={displayWords[language].code} />
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
        {languages.length > 1 && (
          <Languages languages={languages} chosen={language} choose={setLanguage} />
        )}
      </div>
    </div>
  );
}

function Languages({
  languages,
  chosen,
  choose,
}: {
  languages: readonly Language[];
  chosen: Language;
  choose: (language: Language) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form, and nothing is sent
    <div role="group" aria-label={displayWords[chosen].language} className="flex flex-wrap gap-2">
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          dir={directionOf(language)}
          aria-pressed={language === chosen}
          onClick={() => choose(language)}
          className="min-h-11 rounded-control border-2 border-control px-3 text-base aria-pressed:border-brand aria-pressed:bg-brand-soft aria-pressed:font-semibold"
        >
          {languageNames[language]}
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
