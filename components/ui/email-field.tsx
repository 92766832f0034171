import { lazy, type ReactNode, Suspense } from "react";
import type { UseFormRegisterReturn } from "react-hook-form";
import { TextField } from "./field";

type HintProps = { email: string; onTake: (email: string) => void };

// Not for the first view; without it there is no hint.
const EmailHint = lazy(async () => {
  const loaded = await import("./email-hint").catch(() => null);
  return { default: loaded?.EmailHint ?? ((_: HintProps) => null) };
});

type EmailFieldProps = HintProps & {
  /** What `register("email")` gave. */
  field: UseFormRegisterReturn;
  hint?: ReactNode;
  error: string | undefined;
};

/** A patient's email. Where a common domain is mistyped it says which was meant. */
export function EmailField({ field, email, onTake, hint, error }: EmailFieldProps) {
  const guess = email && (
    <Suspense>
      <EmailHint email={email} onTake={onTake} />
    </Suspense>
  );
  return (
    <TextField
      id="email"
      label="Email"
      optional
      type="email"
      inputMode="email"
      hint={
        (hint || guess) && (
          <>
            {hint} {guess}
          </>
        )
      }
      error={error}
      {...field}
    />
  );
}
