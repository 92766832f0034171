"use client";

import { useEffect, useRef, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useIsLeft } from "@/components/ui/use-is-left";
import type { DeskError } from "@/lib/errors";
import { claimFocus, type FocusClaim } from "@/lib/focus-claim";
import { whyNoAnswer, whyNotLoaded } from "@/lib/no-answer";
import { findsServer } from "@/lib/reach";
import { fail } from "@/lib/result";
import type {
  CreatedSession,
  CreateResult,
  CreateSession,
  SettleAttempt,
} from "@/lib/sessions/actions";
import { newAttemptId } from "@/lib/sessions/attempt";
import type { CreateSessionInput } from "@/lib/sessions/schema";

/** When to look for an attempt whose outcome is unknown, in milliseconds after the look before. */
const looksAfterMs = [2_000, 3_000, 5_000];

/**
 * What stands in the way, for which patient, when it was met (ISO 8601 UTC, by this PC's clock), and the
 * claim to the focus of the press that met it.
 */
export type FormFailure = { error: DeskError; patientId: string; at: string; asked: FocusClaim };

/** What staff say to the question of an alert. */
type Answer = Partial<Pick<CreateSessionInput, "replaces" | "makeAnother" | "idAnswers">>;

export type CreateSessionState = {
  phase: "idle" | "creating" | "checking";
  failure: FormFailure | null;
  /** Of the last press. */
  asked: FocusClaim;
  /** Creates with the form's values. An answer adds to those given to the alerts before it. */
  submit: (answer?: Answer) => void;
  /** Looks again for an attempt whose outcome is unknown. */
  checkNow: () => void;
  dismiss: () => void;
  /** Whether a press counts, as of now: `phase` is as of the last drawing. */
  isFree: () => boolean;
};

/**
 * The life of one press of Create. The attempt id stays until its outcome is known, so that no
 * press, reload or repeat makes a second link.
 */
export function useCreateSession(
  form: UseFormReturn<CreateSessionInput>,
  actions: { create: CreateSession; settle: SettleAttempt },
  on: {
    made: (created: CreatedSession, found: boolean, asked: FocusClaim) => void;
    creating?: (patientId: string) => void;
    notMade?: () => void;
  },
): CreateSessionState {
  const [phase, setPhase] = useState<CreateSessionState["phase"]>("idle");
  const [failure, setFailure] = useState<FormFailure | null>(null);
  const [asked, setAsked] = useState<FocusClaim>(claimFocus);
  const latestAsked = useRef(asked);
  const busy = useRef(false);
  const sent = useRef<CreateSessionInput | null>(null);
  // Ends the waiting between two looks: on "Check now" and when the desk is left.
  const hurry = useRef(new AbortController());
  useEffect(() => () => hurry.current.abort(), []);
  const isLeft = useIsLeft();

  function show(error: DeskError) {
    const patientId = sent.current?.patientId ?? "";
    setFailure({ error, patientId, at: new Date().toISOString(), asked: latestAsked.current });
    on.notMade?.();
  }

  /** Shows what came of an attempt; true when that is known, or nobody is here to see it. */
  function conclude(result: CreateResult, found: boolean): boolean {
    if (isLeft.current) return true;
    if (result.ok) {
      setFailure(null);
      on.made(result.value, found, latestAsked.current);
      return true;
    }
    show(result.error);
    if (isOpen(result)) return false;
    // Still the same attempt after the reload, so that it makes no second link.
    if (result.error.kind !== "page-too-old") form.setValue("attemptId", newAttemptId());
    return true;
  }

  async function look(attemptId: string, waits: readonly number[]) {
    setPhase("checking");
    for (const ms of waits) {
      await pause(ms, hurry.current.signal);
      const result = await actions.settle(attemptId).catch((error) => noAnswer(error, true));
      if (!isOpen(result) && conclude(result, true)) break;
    }
  }

  async function whileFree(work: () => Promise<void>) {
    if (busy.current) return;
    busy.current = true;
    const claim = claimFocus();
    latestAsked.current = claim;
    setAsked(() => claim);
    await work().finally(() => {
      busy.current = false;
      setPhase("idle");
    });
  }

  async function submit(answer: Answer | undefined) {
    setFailure(null);
    const typed = form.getValues("patientId");
    let values: CreateSessionInput | null = null;
    try {
      await form.handleSubmit((read) => {
        // The rules join what was typed in groups; somebody may be known with the blanks.
        values = { ...read, idAnswers: { ...read.idAnswers, typed } };
      })();
    } catch {
      // The form's rules may still have to be loaded; nothing was sent when they cannot be.
      return show(await whyNotLoaded());
    }
    if (values) await create(answer ? answered(values, sent.current ?? values, answer) : values);
  }

  async function create(input: CreateSessionInput) {
    sent.current = input;
    if (!(await findsServer())) return show({ kind: "no-connection", requestId: null });
    setFailure(null);
    setPhase("creating");
    if (!isLeft.current) on.creating?.(input.patientId);
    const result = await actions.create(input).catch((error) => noAnswer(error, false));
    if (!conclude(result, false)) await look(input.attemptId, looksAfterMs);
  }

  return {
    phase,
    failure,
    asked,
    submit: (answer) => void whileFree(() => submit(answer)),
    isFree: () => !busy.current,
    checkNow: () => {
      hurry.current.abort();
      hurry.current = new AbortController();
      void whileFree(() => look(form.getValues("attemptId"), [0]));
    },
    dismiss: () => {
      sent.current = null;
      setFailure(null);
    },
  };
}

/** An answer is about the patient that was asked about: another patient ID starts afresh. */
function answered(
  values: CreateSessionInput,
  asked: CreateSessionInput,
  answer: Answer,
): CreateSessionInput {
  if (asked.patientId !== values.patientId) return values;
  const { replaces, makeAnother } = asked;
  const idAnswers = {
    ...{ ...asked.idAnswers, ...answer.idAnswers, ...values.idAnswers },
    anotherThan: [asked, answer].flatMap((each) => each.idAnswers?.anotherThan ?? []),
  };
  return { ...values, replaces, makeAnother, ...answer, idAnswers };
}

/** Whether what came of an attempt still has to be found out. */
function isOpen(result: CreateResult): boolean {
  return !result.ok && ["outcome-unknown", "answer-lost"].includes(result.error.kind);
}

/** @param wasSent the attempt was sent before, and this was a look for it */
async function noAnswer(error: unknown, wasSent: boolean) {
  const why = await whyNoAnswer(error);
  if (why.kind === "page-too-old") return fail<DeskError>({ ...why, sent: wasSent });
  // It may have come through before the line broke.
  return fail<DeskError>(
    why.kind === "no-connection" ? { kind: "answer-lost", by: "way", requestId: null } : why,
  );
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
