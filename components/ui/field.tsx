"use client";

import { CircleAlert } from "lucide-react";
import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from "react";
import { useAutoFocus } from "./use-focus";

/** The look of a control that is typed into or chosen from. */
export const inputClass =
  "min-h-11 w-full rounded-control border-2 border-control bg-surface px-3 py-2 text-ink aria-invalid:border-bad";

type Described = {
  hint?: ReactNode;
  error?: string | undefined;
};

type FieldProps = Described & {
  id: string;
  label: string;
  optional?: boolean;
  children: ReactNode;
};

/** A label, its hint, its error and the control, joined by the ids of `describedBy`. */
export function Field({ id, label, optional = false, hint, error, children }: FieldProps) {
  return (
    <div className="grid content-start gap-2">
      <div>
        <label htmlFor={id} className="block font-semibold">
          <span>{label}</span>
          {optional && <Optional />}
        </label>
        <Hint id={id}>{hint}</Hint>
      </div>
      <FieldError id={id} message={error} />
      {children}
    </div>
  );
}

type FieldGroupProps = Described & {
  /** Of its hint and error, for controls that name them. */
  id?: string;
  legend: string;
  /** For who hears the page: on it, what the choices are about is plain to see. */
  legendHidden?: boolean;
  optional?: boolean;
  children: ReactNode;
};

/** Several controls that are about one thing. */
export function FieldGroup(props: FieldGroupProps) {
  const ownId = useId();
  const { id = ownId, legend, legendHidden = false, optional = false, hint, error } = props;
  return (
    <fieldset className="grid content-start gap-2">
      <legend className={legendHidden ? "sr-only" : "font-semibold"}>
        <span>{legend}</span>
        {optional && <Optional />}
      </legend>
      <Hint id={id}>{hint}</Hint>
      <FieldError id={id} message={error} />
      {props.children}
    </fieldset>
  );
}

type TextFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, "id"> &
  Described & {
    id: string;
    label: string;
    optional?: boolean;
    ref?: Ref<HTMLInputElement>;
  };

/** One line of text with its label; spread react-hook-form's `register` into it. */
export function TextField(props: TextFieldProps) {
  const { id, label, optional, hint, error, className, autoFocus = false, ...input } = props;
  const focus = useAutoFocus(id, autoFocus);
  return (
    <Field id={id} label={label} optional={optional ?? false} hint={hint} error={error}>
      <input
        id={id}
        type="text"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        className={`${inputClass} ${className ?? ""}`}
        {...describedBy(id, { hint: Boolean(hint), error })}
        {...input}
        {...focus}
      />
    </Field>
  );
}

type CheckFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, "id" | "type"> & {
  id: string;
  label: ReactNode;
  hint?: string;
  ref?: Ref<HTMLInputElement>;
};

/** One yes or no, with its label behind it. */
export function CheckField({ id, label, hint, ...input }: CheckFieldProps) {
  return (
    <div className="grid grid-cols-1">
      <label className="flex min-h-11 items-center gap-2">
        <input
          id={id}
          type="checkbox"
          className="size-5 shrink-0 accent-brand"
          {...describedBy(id, { hint: Boolean(hint) })}
          {...input}
        />
        <span>{label}</span>
      </label>
      {hint && (
        <p id={hintId(id)} className="pl-7 text-sm text-ink2">
          {hint}
        </p>
      )}
    </div>
  );
}

/** The error of one control: an icon and the words "Error:" for readers that do not see colour. */
export function FieldError({ id, message }: { id: string; message: string | undefined }) {
  if (!message) return null;
  return (
    <p id={errorId(id)} className="flex gap-2 font-semibold text-bad">
      <CircleAlert className="mt-0.5" />
      <span>
        <span className="sr-only">Error: </span>
        <span>{message}</span>
      </span>
    </p>
  );
}

/** The attributes that tie a control to its hint and error. */
export function describedBy(id: string, has: { hint?: boolean; error?: string | undefined }) {
  const ids = [has.hint && hintId(id), has.error && errorId(id)].filter(Boolean).join(" ");
  return {
    "aria-describedby": ids || undefined,
    "aria-invalid": has.error ? (true as const) : undefined,
  };
}

/** Of the hint of the control with this id. */
export function hintId(id: string): string {
  return `${id}-hint`;
}

function errorId(id: string): string {
  return `${id}-error`;
}

function Hint({ id, children }: { id: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <p id={hintId(id)} className="text-sm text-ink2">
      {children}
    </p>
  );
}

function Optional() {
  return <span className="font-normal text-ink2"> (optional)</span>;
}
