"use client";

import type { ReactNode } from "react";
import { type FieldError, type FieldValues, get, type Path } from "react-hook-form";
import { ProblemSummary } from "@/components/sessions/problem-summary";
import { Button } from "@/components/ui/button";
import { Failure } from "./failure";
import type { ActionForm } from "./use-action-form";

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
  const { errors, isSubmitting, submitCount } = state.form.formState;
  const problems = Object.keys(state.form.getValues()).flatMap((name) => {
    const error: FieldError | undefined = get(errors, name);
    return error?.message ? [{ fieldId: `${state.id}-${name}`, message: error.message }] : [];
  });
  const waiting = state.waitSeconds > 0 ? ` (${state.waitSeconds})` : "";
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
        <Failure
          key={`failure-${state.failureNumber}`}
          error={state.failure}
          asked={state.asked}
          waitSeconds={state.waitSeconds}
        />
      )}
      {children}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" aria-disabled={isSubmitting || state.waitSeconds > 0}>
          {isSubmitting ? submit.busy : `${submit.label}${waiting}`}
        </Button>
        {beside}
      </div>
    </form>
  );
}

/** What a control of such a form needs. */
export function fieldOf<Values extends FieldValues>(
  { id, form }: ActionForm<Values>,
  name: Path<Values>,
) {
  const error: FieldError | undefined = get(form.formState.errors, name);
  return {
    id: `${id}-${name}`,
    error: error?.message,
    ...form.register(name),
  };
}
