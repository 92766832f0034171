"use client";

import type { ReactNode } from "react";
import type { AppError } from "@/lib/errors";
import { failureWords } from "@/lib/failure-words";
import type { FocusClaim } from "@/lib/focus-claim";
import { tellSignedOut } from "@/lib/staff/sign-in-news";
import { Button, buttonClass } from "./button";
import { Link } from "./link";
import { Alert, WhatHappened } from "./notice";
import { ReloadButton } from "./reload-button";
import { secondsToWait } from "./time";

type FailureProps = {
  /** With what is left of its wait. */
  error: AppError;
  /** Claim to the focus of the press that failed. */
  asked?: FocusClaim | undefined;
  children?: ReactNode;
};

/** What happened, what was saved, what to do next: anywhere but at the form that makes links. */
export function Failure({ error, asked, children }: FailureProps) {
  const { heading, next, ...words } = failureWords(error);
  const isCounting = secondsToWait(error) > 0;
  const mayTryNow = error.kind === "wait-to-sign-in" && !isCounting;
  return (
    <Alert heading={heading} asked={asked}>
      <WhatHappened
        {...words}
        next={mayTryNow ? "You can try again now." : next}
        isCounting={isCounting}
      />
      {error.kind === "second-factor-needed" && (
        <Link href="/account" className={`${buttonClass("primary")} justify-self-start`}>
          Open your account
        </Link>
      )}
      {error.kind === "page-too-old" && <ReloadButton />}
      {error.kind === "signed-out" && (
        <Button look="primary" className="justify-self-start" onClick={tellSignedOut}>
          Sign in
        </Button>
      )}
      {children}
    </Alert>
  );
}
