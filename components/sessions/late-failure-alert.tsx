"use client";

import { type ComponentType, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Alert, WhatHappened } from "@/components/ui/notice";
import { ReloadButton } from "@/components/ui/reload-button";
import { noConnectionWords, oldPageWords } from "@/lib/sessions/not-loaded-words";
import type { FormFailureAlertProps } from "./form-failure-alert";

/** The words for all that Medblocks may answer are long: they come with the form's rules. */
export const loadFailureAlert = () => import("./form-failure-alert");

/** One failure of creating. Another one needs another key: what could not be loaded may be there then. */
export function LateFailureAlert(props: FormFailureAlertProps) {
  const [Shown, setShown] = useState<ComponentType<FormFailureAlertProps> | null>(null);
  useEffect(() => {
    loadFailureAlert().then(
      ({ FormFailureAlert }) => setShown(() => FormFailureAlert),
      () => setShown(() => NotLoadedAlert),
    );
  }, []);
  return Shown && <Shown {...props} />;
}

/** Nothing is sent before the words are there, so nothing else can have failed. */
function NotLoadedAlert({ failure: { error, asked }, state }: FormFailureAlertProps) {
  const isOld = error.kind === "page-too-old";
  const { heading, ...words } = isOld ? oldPageWords(false, "Create") : noConnectionWords("Create");
  return (
    <Alert heading={heading} asked={asked}>
      <WhatHappened {...words} />
      {isOld ? (
        <ReloadButton />
      ) : (
        <div>
          <Button look="primary" onClick={() => state.submit({})}>
            Try again
          </Button>
        </div>
      )}
    </Alert>
  );
}
