"use client";

import { useEffect, useEffectEvent, useRef } from "react";
import {
  Controller,
  type FieldError,
  FormProvider,
  get,
  type UseFormReturn,
  useFormContext,
  useWatch,
} from "react-hook-form";
import { Button } from "@/components/ui/button";
import { EmailField } from "@/components/ui/email-field";
import { TextField } from "@/components/ui/field";
import { ProblemSummary } from "@/components/ui/notice";
import { secondsToWait, useCountingDown } from "@/components/ui/time";
import { useHydrated } from "@/components/ui/use-hydrated";
import { refusedField } from "@/lib/sessions/field-words";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import { onSignInNews } from "@/lib/staff/sign-in-news";
import { HospitalsField } from "./hospitals-field";
import { LateFailureAlert } from "./late-failure-alert";
import { LifetimeField } from "./lifetime-field";
import { MoreOptions } from "./more-options";
import type { CreateSessionState } from "./use-create-session";
import { useShortcuts } from "./use-shortcuts";

type CreateSessionFormProps = {
  form: UseFormReturn<CreateSessionInput>;
  /** Another one after each reset: what a control keeps to itself starts afresh then. */
  formNumber: number;
  /** The page fills it in: the focus is nowhere then. */
  isFilledIn: boolean;
  state: CreateSessionState;
  /** Begins an empty form. */
  startForm: () => void;
  /** Until then Enter may be a scanner's, and waits. */
  hearsScans: boolean;
  clinic: { returnUrl: string; buttonLabel: string };
};

/** The order of speech at the desk: who, how to reach them, from where, for how long. */
export function CreateSessionForm(props: CreateSessionFormProps) {
  const { form, formNumber, isFilledIn, state, startForm, hearsScans, clinic } = props;
  const { control, register, formState } = form;
  const { errors, submitCount } = formState;
  const error = useCountingDown(state.failure?.error ?? null);
  const failure = state.failure && error && { ...state.failure, error };
  const problems = problemsOf(form);
  const hydrated = useHydrated();
  const waitSeconds = secondsToWait(error);
  const blocked = state.phase !== "idle" || waitSeconds > 0;

  const submit = useWhen(hearsScans, () => {
    if (!blocked) state.submit();
  });
  useShortcuts({ "Ctrl+Enter": submit });
  useDoneOnSignIn(state);

  // A refusal at a field stands at that field too.
  const refused = failure?.error.kind === "field-refused" ? failure.error.field : null;
  const errorAt = (field: keyof CreateSessionInput) =>
    errors[field]?.message ?? (refused === field ? refusedField(field) : undefined);

  return (
    <FormProvider {...form}>
      <form
        method="post"
        noValidate
        aria-labelledby="new-link-heading"
        className="grid grid-cols-1 gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {problems.length > 0 && (
          <ProblemSummary key={submitCount} problems={problems} asked={state.asked} />
        )}
        {failure && (
          <LateFailureAlert
            key={failure.at}
            failure={failure}
            form={form}
            state={state}
            startForm={startForm}
          />
        )}
        <TextField
          id="patientId"
          label="Patient ID"
          hint="Type it or scan the wristband"
          required
          // The desk never waits for the screen: the first key typed goes into the first field. Not
          // behind an ID that is there already: what is typed would be added to it.
          autoFocus={!isFilledIn}
          className="font-mono text-lg tabular-nums"
          error={errorAt("patientId")}
          {...register("patientId")}
        />
        <div className="grid items-end gap-5 sm:grid-cols-2">
          <TextField
            id="name"
            label="Name"
            optional
            error={errorAt("name")}
            {...register("name")}
          />
          <Email error={errorAt("email")} />
        </div>
        {/* A choice made before the page can react would be undone; text is kept. */}
        <div inert={!hydrated} className="contents">
          <HospitalsField errorAt={errorAt} />
          <Controller
            control={control}
            name="lifetimeSeconds"
            render={({ field }) => (
              <LifetimeField
                key={formNumber}
                value={field.value}
                onChange={field.onChange}
                error={errorAt("lifetimeSeconds")}
              />
            )}
          />
        </div>
        <MoreOptions key={formNumber} clinic={clinic} errorAt={errorAt} />
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" look="primary" aria-disabled={blocked}>
            {createLabel(state.phase, waitSeconds)}
          </Button>
          {!blocked && <span className="text-sm text-ink2">or press Ctrl+Enter</span>}
        </div>
      </form>
    </FormProvider>
  );
}

/** What is typed here draws nothing else anew. */
function Email({ error }: { error: string | undefined }) {
  const { control, register, setFocus, setValue } = useFormContext<CreateSessionInput>();
  return (
    <EmailField
      field={register("email")}
      email={useWatch({ control, name: "email" })}
      onTake={(email) => {
        setValue("email", email);
        setFocus("email");
      }}
      error={error}
    />
  );
}

/** @returns does it when `ready`: at once, or as soon as that is so */
function useWhen(ready: boolean, act: () => void): () => void {
  const isAsked = useRef(false);
  const actNow = useEffectEvent(act);
  useEffect(() => {
    if (ready && isAsked.current) actNow();
    isAsked.current = false;
  }, [ready]);
  return () => {
    if (ready) act();
    else isAsked.current = true;
  };
}

/** Signed in again, there is nothing to be told any more. */
function useDoneOnSignIn({ failure, dismiss }: CreateSessionState) {
  const forget = useEffectEvent(dismiss);
  const signedOut = failure?.error.kind === "signed-out";
  useEffect(() => {
    if (!signedOut) return;
    return onSignInNews((news) => news.type === "signed-in" && forget());
  }, [signedOut]);
}

function createLabel(phase: CreateSessionState["phase"], waitSeconds: number): string {
  if (phase === "creating") return "Creating…";
  if (phase === "checking") return "Checking…";
  return waitSeconds > 0 ? `Create link (${waitSeconds})` : "Create link";
}

/** The form's own findings in the order of its fields, as links to their controls. */
function problemsOf(form: UseFormReturn<CreateSessionInput>) {
  const { errors } = form.formState;
  const metadata = form
    .getValues("metadata")
    .flatMap((_, index) => [`metadata.${index}.key`, `metadata.${index}.value`]);
  return [...plainFields, ...metadata].flatMap((fieldId) => {
    const error: FieldError | undefined = get(errors, fieldId);
    return error?.message ? [{ fieldId, message: error.message }] : [];
  });
}

const plainFields = [
  "patientId",
  "name",
  "email",
  "suggestedSourceIds",
  "onlySourceId",
  "lifetimeSeconds",
  "returnUrl",
  "buttonLabel",
];
