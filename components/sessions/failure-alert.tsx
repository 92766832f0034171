"use client";

import { type ComponentType, useEffect, useState } from "react";
import { Alert } from "@/components/form/alert";
import type { AppError, PatientIdentity } from "@/lib/errors";
import { type ErrorContext, type ErrorWords, errorWords } from "@/lib/sessions/error-words";
import { FailureChoices, type FailureChoicesProps } from "./failure-choices";
import type { ReferenceLineProps } from "./reference-line";
import type { FormFailure } from "./use-create-session";

type FailureAlertProps = Omit<FailureChoicesProps, "error"> & {
  failure: FormFailure;
  context: ErrorContext;
  /** Other words than those of the form. */
  wordsFor?: (error: AppError, context: ErrorContext) => ErrorWords;
};

/** One failure of creating: what happened, what was saved, what to do next, what to quote. */
export function FailureAlert({
  failure: { error, at, asked },
  context,
  choose,
  wordsFor = errorWords,
}: FailureAlertProps) {
  const words = wordsFor(error, context);
  return (
    <Alert heading={words.heading} asked={asked}>
      <p>
        <span className="block">
          {error.kind === "identity-differs" ? (
            <WhoIsWho error={error} patientId={context.patientId} />
          ) : (
            happenedWords(error, words)
          )}
        </span>{" "}
        <span>{words.saved}</span> <NextStep error={error} words={words.next} />
      </p>
      <FailureChoices error={error} choose={choose} />
      {!isQuestion(error) && <Reference requestId={error.requestId} at={at} kind={error.kind} />}
    </Alert>
  );
}

/** The last word of a question is the question. */
function happenedWords({ kind }: AppError, { happened }: ErrorWords): string {
  return kind === "looks-alike" ? `${happened} The same?` : happened;
}

/** Comes when there is something to quote; without a connection nothing was asked that could be. */
function Reference(props: ReferenceLineProps) {
  const [Line, setLine] = useState<ComponentType<ReferenceLineProps> | null>(null);
  useEffect(() => {
    import("./reference-line").then(
      ({ ReferenceLine }) => setLine(() => ReferenceLine),
      () => {},
    );
  }, []);
  return Line && <Line {...props} />;
}

/** Seconds that count down would be read out one by one; only their end is. */
function NextStep({ error, words }: { error: AppError; words: string }) {
  const counting = error.kind === "rate-limited" && error.retryAfterSeconds > 0;
  return <span aria-live={counting ? "off" : undefined}>{words}</span>;
}

/** Nothing failed: the desk has to decide, so there is nothing to quote to support. */
function isQuestion({ kind }: AppError): boolean {
  return ["identity-differs", "open-link-exists", "looks-alike", "unusual-id"].includes(kind);
}

/** The sentence of `errorWords` with the two persons made easy to compare. */
function WhoIsWho({
  error: { stored, typed },
  patientId,
}: {
  error: Extract<AppError, { kind: "identity-differs" }>;
  patientId: string;
}) {
  return (
    <span>
      <bdi translate="no">{patientId}</bdi> is <Person identity={stored} /> in Medblocks. You typed{" "}
      <Person identity={typed} />. Creating would change the details of that patient.
    </span>
  );
}

function Person({ identity: { name, email } }: { identity: PatientIdentity }) {
  return (
    <strong>
      <bdi translate="no">{[name, email].filter(Boolean).join(", ")}</bdi>
    </strong>
  );
}
