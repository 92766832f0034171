import type { InputHTMLAttributes, Ref } from "react";
import { describedBy, hintId } from "./described-by";

type CheckFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, "id" | "type"> & {
  id: string;
  label: string;
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
