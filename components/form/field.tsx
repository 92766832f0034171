import type { ReactNode } from "react";
import { hintId } from "./described-by";
import { FieldError } from "./field-error";

type FieldProps = {
  id: string;
  label: string;
  optional?: boolean;
  hint?: ReactNode;
  error?: string | undefined;
  children: ReactNode;
};

/** A label, its hint, its error and the control, joined by the ids of `describedBy`. */
export function Field({ id, label, optional = false, hint, error, children }: FieldProps) {
  return (
    <div className="grid content-start gap-2">
      <div>
        <label htmlFor={id} className="block font-semibold">
          <span>{label}</span>
          {optional && <span className="font-normal text-ink2"> (optional)</span>}
        </label>
        {hint && (
          <p id={hintId(id)} className="text-sm text-ink2">
            {hint}
          </p>
        )}
      </div>
      <FieldError id={id} message={error} />
      {children}
    </div>
  );
}
