"use client";

import { type ReactNode, useState } from "react";
import type { AppError } from "@/lib/errors";
import { tried } from "@/lib/no-answer";
import type { ActionResult } from "@/lib/sessions/actions";
import type { Proof, ProofQuestion } from "@/lib/staff/proof";
import { ProofDialog } from "./proof-dialog";

/** Calls an action, and once more with what was shown if it asks for that. */
export type AskProof = <Answer>(
  call: (proof?: Proof) => Promise<ActionResult<Answer>>,
) => Promise<ActionResult<Answer>>;

type Asked = {
  question: ProofQuestion;
  /** @returns what was wrong with it; null: the act was answered, whatever the answer */
  show: (proof: Proof) => Promise<AppError | null>;
  cancel: () => void;
};

/** What is wrong with what was shown; everything else is the act's own answer. */
const aboutTheProof: AppError["kind"][] = [
  "invalid-input",
  "sign-in-refused",
  "wait-to-sign-in",
  "proof-needed",
  "no-connection",
];

/**
 * For acts that the server does only for who shows again that it is they. Nothing that was typed is
 * lost: the form waits below the question.
 *
 * @returns the dialog, to stand outside of any form
 */
export function useProof(): { ask: AskProof; dialog: ReactNode } {
  const [asked, setAsked] = useState<Asked | null>(null);

  const ask: AskProof = async (call) => {
    const first = await tried(call());
    if (first.ok || first.error.kind !== "proof-needed") return first;
    const { error: question } = first;
    return new Promise((resolve) => {
      const end = (answer: Parameters<typeof resolve>[0]) => {
        setAsked(null);
        resolve(answer);
      };
      setAsked({
        question,
        cancel: () => end(first),
        show: async (proof) => {
          const answer = await tried(call(proof));
          if (!answer.ok && aboutTheProof.includes(answer.error.kind)) return answer.error;
          end(answer);
          return null;
        },
      });
    });
  };

  return { ask, dialog: asked && <ProofDialog {...asked} /> };
}
