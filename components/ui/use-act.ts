"use client";

import { useState } from "react";
import type { AppError } from "@/lib/errors";
import { claimFocus, type FocusClaim } from "@/lib/focus-claim";
import { tried } from "@/lib/no-answer";
import type { ActionResult } from "@/lib/sessions/actions";
import { useCountingDown } from "./time";

/** One act at a time, as a press asks for it: whether it is under way, and why the last one failed. */
export function useAct() {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AppError | null>(null);
  const [asked, setAsked] = useState<FocusClaim>(claimFocus);

  async function run<Answer>(
    act: () => Promise<ActionResult<Answer>>,
    done: (answer: Answer) => void,
  ) {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    setAsked(claimFocus);
    const result = await tried(act());
    setBusy(false);
    if (result.ok) done(result.value);
    else setFailure(result.error);
  }

  return {
    busy,
    failure: useCountingDown(failure),
    /** Claim to the focus of the last press. */
    asked,
    run,
    forget: () => setFailure(null),
  };
}
