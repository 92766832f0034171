"use client";

import type { InputHTMLAttributes, ReactNode, Ref } from "react";
import { describedBy } from "./described-by";
import { Field } from "./field";
import { useAutoFocus } from "./use-auto-focus";

type TextFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, "id"> & {
  id: string;
  label: string;
  optional?: boolean;
  hint?: ReactNode;
  error?: string | undefined;
  ref?: Ref<HTMLInputElement>;
};

export const inputClass =
  "min-h-11 w-full rounded-control border-2 border-control bg-surface px-3 py-2 text-ink aria-invalid:border-bad";

/** One line of text with its label; spread react-hook-form's `register` into it. */
export function TextField({
  id,
  label,
  optional,
  hint,
  error,
  className,
  autoFocus = false,
  ...input
}: TextFieldProps) {
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
