"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { UseFormReturn } from "react-hook-form";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import { knownSourceName } from "@/lib/sources/queries";
import { FailureAlert, type FailureChoices } from "./failure-alert";
import type { CreateSessionState, FormFailure } from "./use-create-session";

export type FormFailureAlertProps = {
  failure: FormFailure;
  form: UseFormReturn<CreateSessionInput>;
  state: CreateSessionState;
  /** Begins an empty form. */
  startForm: () => void;
};

/** One failure of the desk's form, with what can be done about it there. */
export function FormFailureAlert({ failure, form, state, startForm }: FormFailureAlertProps) {
  const queryClient = useQueryClient();
  return (
    <FailureAlert
      failure={failure}
      context={{
        patientId: failure.patientId,
        sourceName: (id) => knownSourceName(queryClient, id),
      }}
      choose={choicesFor(form, state, startForm)}
    />
  );
}

function choicesFor(
  form: UseFormReturn<CreateSessionInput>,
  { submit, checkNow, dismiss }: CreateSessionState,
  startForm: () => void,
): FailureChoices {
  function withoutSources(gone: (id: string) => boolean) {
    const { suggestedSourceIds, onlySourceId } = form.getValues();
    form.setValue(
      "suggestedSourceIds",
      suggestedSourceIds.filter((id) => !gone(id)),
    );
    if (gone(onlySourceId)) form.setValue("onlySourceId", "");
  }
  return {
    takeStored: ({ name, email }) => {
      form.setValue("name", name);
      form.setValue("email", email);
      submit();
    },
    rename: (stored) => submit({ replaces: stored }),
    changeId: () => {
      dismiss();
      form.setFocus("patientId", { shouldSelect: true });
    },
    takeAlike: (patientId) => {
      form.setValue("patientId", patientId);
      form.setValue("idAnswers", { exactly: patientId });
      submit();
    },
    isAnother: (patientId) => submit({ idAnswers: { anotherThan: [patientId] } }),
    idIsRight: (sureOf) => submit({ idAnswers: { sureOf } }),
    useOpen: () => {
      dismiss();
      startForm();
      document.getElementById("patientId")?.focus();
    },
    makeAnother: () => submit({ makeAnother: true }),
    removeSources: (sourceIds) => {
      withoutSources((id) => sourceIds.includes(id));
      dismiss();
      const only = form.getValues("mode") === "only";
      document.getElementById(only ? "onlySourceId" : "suggestedSourceIds")?.focus();
    },
    goOnWithout: () => {
      withoutSources(() => true);
      form.setValue("mode", "suggest");
      submit();
    },
    tryAgain: () => submit({}),
    checkNow,
  };
}
