"use client";

import { Alert } from "@/components/form/alert";
import { ReferenceLine } from "@/components/sessions/reference-line";
import { Button } from "@/components/ui/button";
import { correctionWords, nameAndEmail } from "@/lib/patients/correction-words";
import type { CorrectionState } from "./use-correction";

type CorrectionAlertProps = {
  failure: NonNullable<CorrectionState["failure"]>;
  onCheckNow: () => void;
  busy: boolean;
};

/** Why a correction was not made: what happened, what was saved, what to do next, what to quote. */
export function CorrectionAlert({
  failure: { error, at, asked },
  onCheckNow,
  busy,
}: CorrectionAlertProps) {
  const words = correctionWords(error);
  const isQuestion = error.kind === "changed-meanwhile";
  return (
    <Alert heading={words.heading} asked={asked}>
      <p>
        {isQuestion ? (
          <span>
            Medblocks now has{" "}
            <strong>
              <bdi translate="no">{nameAndEmail(error.stored)}</bdi>
            </strong>
            .
          </span>
        ) : (
          <span>{words.happened}</span>
        )}{" "}
        <span>{words.saved}</span> <span>{words.next}</span>
      </p>
      {error.kind === "correction-unknown" && (
        <div>
          <Button look="primary" aria-disabled={busy} onClick={() => !busy && onCheckNow()}>
            Check now
          </Button>
        </div>
      )}
      {!isQuestion && <ReferenceLine requestId={error.requestId} at={at} kind={error.kind} />}
    </Alert>
  );
}
