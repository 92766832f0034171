"use client";

import { useCallback, useEffect, useState } from "react";
import { isOver, type Shown } from "@/lib/display/shown";
import { elapsedMs, type Moment, moment } from "@/lib/staff/presence";

type Heard = { shown: Shown; at: Moment };

const lookEveryMs = 500;

/**
 * What a patient's screen shows: until it is told otherwise, the link ends, or nobody has said
 * for too long that it is still so. It goes as the page is left, and no way leads back to it.
 */
export function useShown() {
  const [heard, setHeard] = useState<Heard | null>(null);

  const show = useCallback((shown: Shown) => setHeard({ shown, at: moment() }), []);
  const clear = useCallback(
    (id?: string) => setHeard((now) => (id === undefined || now?.shown.id === id ? null : now)),
    [],
  );

  useEffect(() => {
    if (!heard) return;
    const timer = setInterval(() => {
      if (isOver(heard.shown, elapsedMs(heard.at))) setHeard(null);
    }, lookEveryMs);
    return () => clearInterval(timer);
  }, [heard]);

  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    addEventListener("pagehide", () => document.body.setAttribute("hidden", ""), { signal });
    addEventListener("pageshow", (event) => event.persisted && location.reload(), { signal });
    return () => ending.abort();
  }, []);

  return { shown: heard?.shown ?? null, show, clear };
}
