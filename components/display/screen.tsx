"use client";

import { type ReactNode, useCallback, useEffect, useReducer } from "react";
import type { DisplayMessage } from "@/lib/display/message";
import { nextScreen, type Screen } from "@/lib/display/screen";
import { type Moment, moment } from "@/lib/staff/presence";
import { directionOf } from "@/lib/words/language";
import type { ScreenIn } from "@/lib/words/patients";
import { PatientView } from "./patient-view";

export type DisplayScreenProps = {
  clinicName: string;
  /** In the clinic's languages. */
  screens: readonly ScreenIn[];
  screen: Screen;
  /** Stands below while nothing is shown. */
  children?: ReactNode;
};

/** A screen that faces patients: somebody's code, or that they will be helped. */
export function DisplayScreen({ clinicName, screens, screen, children }: DisplayScreenProps) {
  return (
    <main className="grid min-h-dvh grid-cols-1 place-content-center scheme-only-light bg-white p-6 text-ink">
      {screen ? (
        <PatientView
          key={screen.shown.id}
          qr={{ side: screen.shown.n, path: screen.shown.d }}
          tag={screen.shown.tag}
          host={screen.shown.host}
          screens={screens}
        />
      ) : (
        <div className="grid justify-items-center gap-8 text-center">
          <h1 className="text-2xl font-semibold wrap-anywhere">
            <bdi translate="no">{clinicName}</bdi>
          </h1>
          <div className="grid gap-2 text-xl">
            {screens.map(({ language, words }) => (
              <p key={language} lang={language} dir={directionOf(language)}>
                {words.idle}
              </p>
            ))}
          </div>
          {children}
        </div>
      )}
    </main>
  );
}

const lookEveryMs = 500;

type Heard = { message: DisplayMessage | { type: "tick" }; at: Moment };

/**
 * What a patient's screen shows, and how it is told. It goes as the page is left, and no way leads back
 * to it.
 */
export function useScreen() {
  const [screen, dispatch] = useReducer(
    (now: Screen, { message, at }: Heard) => nextScreen(now, message, at),
    null,
  );
  const hear = useCallback((message: Heard["message"]) => dispatch({ message, at: moment() }), []);

  const isShowing = screen !== null;
  useEffect(() => {
    if (!isShowing) return;
    const timer = setInterval(() => hear({ type: "tick" }), lookEveryMs);
    return () => clearInterval(timer);
  }, [isShowing, hear]);

  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    addEventListener("pagehide", () => document.body.setAttribute("hidden", ""), { signal });
    addEventListener("pageshow", (event) => event.persisted && location.reload(), { signal });
    return () => ending.abort();
  }, []);

  return { screen, hear };
}
