"use client";

import { useRef, useState } from "react";
import type { PatientIdentity } from "@/lib/errors";
import { claimFocus, type FocusClaim } from "@/lib/focus-claim";
import { whyNoAnswer } from "@/lib/no-answer";
import type {
  CorrectionActions,
  CorrectionError,
  CorrectionInput,
  CorrectionResult,
} from "@/lib/patients/correction";
import { fail } from "@/lib/result";

/** How long after a lost answer Medblocks is asked what came of it, in milliseconds. */
const looksAfterMs = 5_000;

export type CorrectionState = {
  phase: "idle" | "saving" | "checking";
  /**
   * What stands in the way, when it was met (ISO 8601 UTC, by this PC's clock), and the claim to the focus
   * of the press that met it.
   */
  failure: { error: CorrectionError; at: string; asked: FocusClaim } | null;
  save: (input: CorrectionInput) => void;
  /** Looks again for a correction whose outcome is unknown. */
  checkNow: () => void;
  dismiss: () => void;
};

/** The life of one press of Save. It is sent once; a lost answer is looked for, never sent again. */
export function useCorrection(
  actions: CorrectionActions,
  on: {
    saved: (identity: PatientIdentity) => void;
    /** Medblocks has other details than the form was filled in with. */
    changed: (stored: PatientIdentity) => void;
  },
): CorrectionState {
  const [phase, setPhase] = useState<CorrectionState["phase"]>("idle");
  const [failure, setFailure] = useState<CorrectionState["failure"]>(null);
  const busy = useRef(false);
  const sent = useRef<CorrectionInput | null>(null);
  const asked = useRef(claimFocus());

  /** Shows what came of it; false when that is not known. */
  function conclude(result: CorrectionResult): boolean {
    if (result.ok) {
      setFailure(null);
      on.saved(result.value);
      return true;
    }
    if (result.error.kind === "changed-meanwhile") on.changed(result.error.stored);
    const at = new Date().toISOString();
    setFailure({ error: result.error, at, asked: asked.current });
    return result.error.kind !== "correction-unknown";
  }

  async function look(input: CorrectionInput, afterMs: number) {
    setPhase("checking");
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    conclude(await actions.check(input).catch((error) => noAnswer(error, true)));
  }

  async function whileFree(work: () => Promise<void>) {
    if (busy.current) return;
    busy.current = true;
    asked.current = claimFocus();
    await work().finally(() => {
      busy.current = false;
      setPhase("idle");
    });
  }

  async function save(input: CorrectionInput) {
    sent.current = input;
    setFailure(null);
    setPhase("saving");
    const known = conclude(await actions.correct(input).catch((error) => noAnswer(error, false)));
    if (!known) await look(input, looksAfterMs);
  }

  return {
    phase,
    failure,
    save: (input) => void whileFree(() => save(input)),
    checkNow: () => {
      const input = sent.current;
      if (input) void whileFree(() => look(input, 0));
    },
    dismiss: () => setFailure(null),
  };
}

/** The answer to this browser was lost, so it cannot tell whether the press came through. */
async function noAnswer(error: unknown, wasSent: boolean): Promise<CorrectionResult> {
  const why = await whyNoAnswer(error);
  return why.kind === "page-too-old"
    ? fail({ ...why, sent: wasSent })
    : fail({ kind: "correction-unknown", requestId: null });
}
