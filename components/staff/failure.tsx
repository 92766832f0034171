"use client";

import { Alert } from "@/components/form/alert";
import { Button, buttonClass } from "@/components/ui/button";
import { ReloadButton } from "@/components/ui/reload-button";
import type { AppError } from "@/lib/errors";
import type { FocusClaim } from "@/lib/focus-claim";
import { failureWords } from "@/lib/staff/failure-words";
import { tellSignedOut } from "@/lib/staff/sign-in-news";

type FailureProps = {
  error: AppError;
  /** What is left of its wait. */
  waitSeconds?: number;
  /** Claim to the focus of the press that failed. */
  asked?: FocusClaim | undefined;
};

/** What happened, what was saved, what to do next. */
export function Failure({ error, waitSeconds = 0, asked }: FailureProps) {
  const waits = error.kind === "wait-to-sign-in";
  const words = failureWords(waits ? { ...error, retryAfterSeconds: waitSeconds } : error);
  return (
    <Alert heading={words.heading} asked={asked}>
      <p>
        <span>{words.happened}</span> <span>{words.saved}</span>{" "}
        {/* Seconds that count down would be read out one by one; only their end is. */}
        {waits && waitSeconds > 0 ? (
          <span aria-live="off">{words.next}</span>
        ) : waits ? (
          <span>You can try again now.</span>
        ) : (
          <span>{words.next}</span>
        )}
      </p>
      {error.kind === "second-factor-needed" && (
        <a href="/account" className={`${buttonClass("primary")} justify-self-start`}>
          Open your account
        </a>
      )}
      {error.kind === "page-too-old" && <ReloadButton />}
      {error.kind === "signed-out" && (
        <Button look="primary" className="justify-self-start" onClick={tellSignedOut}>
          Sign in
        </Button>
      )}
    </Alert>
  );
}
