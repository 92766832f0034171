"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { passwordLimits } from "@/lib/staff/password-rules";
import { Button } from "./button";
import { describedBy, Field, inputClass } from "./field";
import { useAutoFocus } from "./use-focus";

type PasswordFieldProps = Omit<ComponentProps<"input">, "id" | "type"> & {
  id: string;
  label: string;
  /** Tells password managers what to do. */
  autoComplete: "current-password" | "new-password";
  error?: string | undefined;
};

/** A password, hidden unless whoever types it wants to see it. For a new one it says what is needed. */
export function PasswordField({
  id,
  label,
  error,
  autoFocus = false,
  ...input
}: PasswordFieldProps) {
  const hint = input.autoComplete === "new-password" && <NewPasswordHint />;
  const focus = useAutoFocus(id, autoFocus);
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <div className="flex flex-wrap gap-2">
        <input
          id={id}
          type={shown ? "text" : "password"}
          autoCapitalize="off"
          spellCheck={false}
          className={`${inputClass} min-w-0 flex-1 basis-40`}
          {...describedBy(id, { hint: Boolean(hint), error })}
          {...input}
          {...focus}
        />
        <Button aria-pressed={shown} aria-controls={id} onClick={() => setShown(!shown)}>
          <Icon />
          Show
          <span className="sr-only">{` ${label.toLowerCase()}`}</span>
        </Button>
      </div>
    </Field>
  );
}

/** What a new password needs, and nothing that it does not. */
function NewPasswordHint() {
  return (
    <span>
      <span>{passwordLimits.shortest}</span> characters or more. Four random words are good, and
      pasting is welcome.
    </span>
  );
}
