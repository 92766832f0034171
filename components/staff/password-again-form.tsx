"use client";

import { PasswordField } from "@/components/form/password-field";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/sessions/actions";
import { ActionFormView, fieldOf } from "./action-form";
import { lateResolver, useActionForm } from "./use-action-form";

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
