"use client";

import { useEffect, useRef } from "react";
import { hasFinished, playFinishSound } from "@/lib/sessions/finish-sound";
import type { SessionState } from "@/lib/sessions/session";
import { soundOn } from "@/lib/settings/this-pc";

/** One short sound when the patient finishes, where this PC has it switched on. */
export function useFinishSound(state: SessionState): void {
  const before = useRef(state);
  useEffect(() => {
    if (hasFinished(before.current, state) && soundOn()) playFinishSound();
    before.current = state;
  }, [state]);
}
