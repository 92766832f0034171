"use client";

import { ActionFormView, fieldOf, lateResolver, useActionForm } from "@/components/ui/action-form";
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
  onCancel: () => void;
};

/** Asks for the password again, before anything that makes signing in easier or harder. */
export function PasswordAgainForm<Answer>(props: PasswordAgainFormProps<Answer>) {
  const { id, label, button, send, done, onCancel } = props;
  const state = useActionForm({
    id,
    resolver: lateResolver(async () => (await import("./sign-in-resolvers")).passwordAgainResolver),
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
        <Button look="quiet" onClick={onCancel}>
          Cancel
        </Button>
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
