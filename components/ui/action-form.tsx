"use client";

import { type ReactNode, useState } from "react";
import {
  type DefaultValues,
  type FieldError,
  type FieldValues,
  get,
  type Path,
  type UseFormReturn,
  useForm,
} from "react-hook-form";
import type { AppError } from "@/lib/errors";
import { claimFocus, type FocusClaim } from "@/lib/focus-claim";
import { tried } from "@/lib/no-answer";
import type { ActionResult } from "@/lib/sessions/actions";
import { Button } from "./button";
import { Failure } from "./failure";
import { type LateRules, lateResolver } from "./late-resolver";
import { ProblemSummary } from "./notice";
import { secondsToWait, useCountingDown } from "./time";

type ActionFormOptions<Values extends FieldValues, Answer> = {
  /** Starts the ids of its controls; another one for each form of a page. */
  id: string;
  rules: LateRules<Values>;
  defaultValues: DefaultValues<Values>;
  send: (values: Values) => Promise<ActionResult<Answer>>;
  done: (answer: Answer, values: Values) => void;
};

export type ActionForm<Values extends FieldValues = FieldValues> = {
  id: string;
  form: UseFormReturn<Values>;
  failure: AppError | null;
  /** Another number for each failure, so that the same one twice is told twice. */
  failureNumber: number;
  /** Claim to the focus of the last press. */
  asked: FocusClaim;
  submit: () => void;
};

/** A form that sends its values to an action; what was typed stays when that fails. */
export function useActionForm<Values extends FieldValues, Answer>({
  id,
  rules,
  defaultValues,
  send,
  done,
}: ActionFormOptions<Values, Answer>): ActionForm<Values> {
  const form = useForm<Values>({
    resolver: lateResolver(rules),
    defaultValues,
    reValidateMode: "onSubmit",
    shouldFocusError: false,
  });
  const [failed, setFailed] = useState<{ error: AppError | null; number: number }>({
    error: null,
    number: 0,
  });
  const [asked, setAsked] = useState<FocusClaim>(claimFocus);
  const failure = useCountingDown(failed.error);

  async function sendAway(values: Values) {
    const result = await tried(send(values));
    if (result.ok) return done(result.value, values);
    const { error } = result;
    if (!atFields(form, error)) setFailed(({ number }) => ({ error, number: number + 1 }));
  }

  return {
    id,
    form,
    failure,
    failureNumber: failed.number,
    asked,
    submit: () => {
      if (form.formState.isSubmitting || secondsToWait(failure) > 0) return;
      setFailed(({ number }) => ({ error: null, number }));
      setAsked(claimFocus);
      void form.handleSubmit(sendAway)();
    },
  };
}

/** Puts the server's findings at their fields; false when there are none that this form has. */
function atFields<Values extends FieldValues>(form: UseFormReturn<Values>, error: AppError) {
  if (error.kind !== "invalid-input") return false;
  const ours = namesIn(form).flatMap((name) =>
    error.fields.filter(({ path }) => path === name).map(({ message }) => ({ name, message })),
  );
  for (const { name, message } of ours) form.setError(name, { message });
  return ours.length > 0;
}

function namesIn<Values extends FieldValues>(form: UseFormReturn<Values>): Path<Values>[] {
  const values = form.getValues();
  return Object.keys(values).filter((name): name is Path<Values> => name in values);
}

type ActionFormViewProps<Values extends FieldValues> = {
  state: ActionForm<Values>;
  /** Names the form for who cannot see what stands around it. */
  label: string;
  /** Its button, as it is and while it waits for the answer. */
  submit: { label: string; busy: string };
  children: ReactNode;
  /** Stands beside the button. */
  beside?: ReactNode;
};

/** What is wrong above, the fields, the button. */
export function ActionFormView<Values extends FieldValues>({
  state,
  label,
  submit,
  children,
  beside,
}: ActionFormViewProps<Values>) {
  const { isSubmitting, submitCount } = state.form.formState;
  const problems = namesIn(state.form).flatMap((name) => {
    const message = errorAt(state, name);
    return message ? [{ fieldId: fieldId(state, name), message }] : [];
  });
  const waitSeconds = secondsToWait(state.failure);
  return (
    <form
      method="post"
      noValidate
      aria-label={label}
      className="grid grid-cols-1 gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        state.submit();
      }}
    >
      {problems.length > 0 && (
        <ProblemSummary key={submitCount} problems={problems} asked={state.asked} />
      )}
      {state.failure && (
        <Failure key={`failure-${state.failureNumber}`} error={state.failure} asked={state.asked} />
      )}
      {children}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" aria-disabled={isSubmitting || waitSeconds > 0}>
          {isSubmitting
            ? submit.busy
            : `${submit.label}${waitSeconds > 0 ? ` (${waitSeconds})` : ""}`}
        </Button>
        {beside}
      </div>
    </form>
  );
}

/** What a control of such a form needs: its id, its error, and what `register` gives. */
export function fieldOf<Values extends FieldValues>(state: ActionForm<Values>, name: Path<Values>) {
  return {
    id: fieldId(state, name),
    error: errorAt(state, name),
    ...state.form.register(name),
  };
}

export function fieldId<Values extends FieldValues>(
  { id }: ActionForm<Values>,
  name: Path<Values>,
): string {
  return `${id}-${name}`;
}

export function errorAt<Values extends FieldValues>(
  { form }: ActionForm<Values>,
  name: Path<Values>,
): string | undefined {
  const error: FieldError | undefined = get(form.formState.errors, name);
  return error?.message;
}
