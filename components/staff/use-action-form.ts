"use client";

import { useEffect, useState } from "react";
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type Resolver,
  type UseFormReturn,
  useForm,
} from "react-hook-form";
import type { AppError } from "@/lib/errors";
import { claimFocus, type FocusClaim } from "@/lib/focus-claim";
import { tried } from "@/lib/no-answer";
import type { ActionResult } from "@/lib/sessions/actions";

type ActionFormOptions<Values extends FieldValues, Answer> = {
  /** Starts the ids of its controls; another one for each form of a page. */
  id: string;
  resolver: Resolver<Values>;
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
  /** Seconds until the next try counts. */
  waitSeconds: number;
  submit: () => void;
};

/** A form that sends its values to an action; what was typed stays when that fails. */
export function useActionForm<Values extends FieldValues, Answer>({
  id,
  resolver,
  defaultValues,
  send,
  done,
}: ActionFormOptions<Values, Answer>): ActionForm<Values> {
  const form = useForm<Values>({
    resolver,
    defaultValues,
    reValidateMode: "onSubmit",
    shouldFocusError: false,
  });
  const [failure, setFailure] = useState<AppError | null>(null);
  const [failureNumber, setFailureNumber] = useState(0);
  const [asked, setAsked] = useState<FocusClaim>(claimFocus);
  const waitSeconds = useSecondsLeft(failure);

  function show(error: AppError) {
    setFailure(error);
    setFailureNumber((number) => number + 1);
  }

  async function sendAway(values: Values) {
    const result = await tried(send(values));
    if (result.ok) return done(result.value, values);
    if (!atFields(form, result.error)) show(result.error);
  }

  return {
    id,
    form,
    failure,
    failureNumber,
    asked,
    waitSeconds,
    submit: () => {
      if (form.formState.isSubmitting || waitSeconds > 0) return;
      setFailure(null);
      setAsked(claimFocus);
      void form.handleSubmit(sendAway)();
    },
  };
}

/** Rules that come with the first press: less to load before the page can be read. */
export function lateResolver<Values extends FieldValues>(
  load: () => Promise<Resolver<Values>>,
): Resolver<Values> {
  return async (...form) => {
    const resolver = await load().catch(() => null);
    // Without them the action checks all the same, and without a connection says so.
    return resolver ? resolver(...form) : { values: form[0], errors: {} };
  };
}

/** Puts the server's findings at their fields; false when there are none that this form has. */
function atFields<Values extends FieldValues>(form: UseFormReturn<Values>, error: AppError) {
  if (error.kind !== "invalid-input") return false;
  const names = Object.keys(form.getValues());
  const isOurs = (path: string): path is Path<Values> => names.includes(path);
  const ours = error.fields.filter(({ path }) => isOurs(path));
  for (const { path, message } of ours) if (isOurs(path)) form.setError(path, { message });
  return ours.length > 0;
}

/** What is left of a failure's wait, second by second. */
function useSecondsLeft(failure: AppError | null): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const total = failure?.kind === "wait-to-sign-in" ? failure.retryAfterSeconds : 0;
    setLeft(total);
    if (total === 0) return;
    const start = Date.now();
    const timer = setInterval(() => {
      setLeft(Math.max(0, total - Math.floor((Date.now() - start) / 1000)));
    }, 1000);
    return () => clearInterval(timer);
  }, [failure]);
  return left;
}
