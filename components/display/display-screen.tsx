"use client";

import type { ReactNode } from "react";
import type { Shown } from "@/lib/display/shown";
import { displayWords } from "@/lib/patients/display-words";
import { directionOf, type Language } from "@/lib/patients/language";
import { PatientView } from "./patient-view";

export type DisplayScreenProps = {
  clinicName: string;
  languages: readonly Language[];
  shown: Shown | null;
  /** Stands below while nothing is shown. */
  children?: ReactNode;
};

/** A screen that faces patients: somebody's code, or that they will be helped. */
export function DisplayScreen({ clinicName, languages, shown, children }: DisplayScreenProps) {
  return (
    <main className="grid min-h-dvh grid-cols-1 place-content-center scheme-only-light bg-white p-6 text-ink">
      {shown ? (
        <PatientView
          key={shown.id}
          qr={{ side: shown.n, path: shown.d }}
          tag={shown.tag}
          host={shown.host}
          languages={languages}
        />
      ) : (
        <div className="grid justify-items-center gap-8 text-center">
          <h1 className="text-2xl font-semibold wrap-anywhere">
            <bdi translate="no">{clinicName}</bdi>
          </h1>
          <div className="grid gap-2 text-xl">
            {languages.map((language) => (
              <p key={language} lang={language} dir={directionOf(language)}>
                {displayWords[language].idle}
              </p>
            ))}
          </div>
          {children}
        </div>
      )}
    </main>
  );
}
