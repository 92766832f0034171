"use client";

import { ActionFormView, fieldOf, useActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { PasswordField } from "@/components/ui/password-field";
import type { ActionResult } from "@/lib/sessions/actions";

type PasswordAgainFormProps<Answer> = {
  id: string;
  /** What the password is asked for. */
  label: string;
  button: string;
  send: (values: { password: string }) => Promise<ActionResult<Answer>>;
  done: (answer: Answer) => void;
  /** Missing where something around it can be closed. */
  onCancel?: () => void;
};

/** Asks for the password again, before anything that makes signing in easier or harder. */
export function PasswordAgainForm<Answer>(props: PasswordAgainFormProps<Answer>) {
  const { id, label, button, send, done, onCancel } = props;
  const state = useActionForm({
    id,
    rules: async () => (await import("@/lib/staff/schema")).passwordAgainSchema,
    defaultValues: { password: "" },
    send,
    done,
  });
  return (
    <ActionFormView
      state={state}
      label={label}
      submit={{ label: button, busy: "One moment…" }}
      beside={
        onCancel && (
          <Button look="quiet" onClick={onCancel}>
            Cancel
          </Button>
        )
      }
    >
      <PasswordField
        label="Your password"
        autoComplete="current-password"
        autoFocus
        {...fieldOf(state, "password")}
      />
    </ActionFormView>
  );
}
