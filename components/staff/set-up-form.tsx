"use client";

import { ActionFormView, fieldOf, useActionForm } from "@/components/ui/action-form";
import { TextField } from "@/components/ui/field";
import { PasswordField } from "@/components/ui/password-field";
import type { ActionResult } from "@/lib/sessions/actions";
import type { OneTimeAddress, SignInStep } from "@/lib/staff/actions";

type Asking = Exclude<OneTimeAddress, { kind: "demo" }>;

type SetUpFormProps = {
  address: Asking;
  send: (values: object) => Promise<ActionResult<SignInStep>>;
  done: (step: SignInStep) => void;
};

const words = {
  "first-administrator": {
    heading: "Set up Connect Desk",
    text: "You will be the first administrator. You can then invite your colleagues.",
    button: "Create my account",
  },
  invitation: {
    heading: "Join Connect Desk",
    text: "A colleague has invited you.",
    button: "Create my account",
  },
  "new-password": {
    heading: "Choose a new password",
    text: "The one before works no more after this, and you are signed out everywhere else.",
    button: "Save and sign in",
  },
} satisfies Record<Asking["kind"], { heading: string; text: string; button: string }>;

/** What a one-time address asks for: the first administrator says who they are, others are known. */
export function SetUpForm({ address, send, done }: SetUpFormProps) {
  const isFirst = address.kind === "first-administrator";
  const asksPassword = address.kind === "new-password" || address.asksPassword;
  const { heading, text, button } = words[address.kind];
  const state = useActionForm({
    id: "set-up",
    rules: async () => (await import("@/lib/staff/schema")).setUpFormSchema,
    defaultValues: {
      ...(isFirst && { name: "", email: "" }),
      ...(asksPassword && { password: "" }),
    },
    send,
    done,
  });
  return (
    <>
      <h1 className="text-xl font-semibold">{heading}</h1>
      <p>{text}</p>
      <ActionFormView state={state} label={heading} submit={{ label: button, busy: "One moment…" }}>
        {isFirst ? (
          <>
            <TextField label="Name" autoComplete="name" autoFocus {...fieldOf(state, "name")} />
            <TextField
              label="Email"
              hint="You sign in with it."
              type="email"
              inputMode="email"
              autoComplete="username"
              {...fieldOf(state, "email")}
            />
          </>
        ) : (
          <>
            <p>
              <bdi translate="no" className="font-semibold">
                {address.name}
              </bdi>
            </p>
            <TextField
              id="set-up-known-email"
              label="Email"
              hint="You sign in with it."
              autoComplete="username"
              readOnly
              value={address.email}
            />
          </>
        )}
        {asksPassword && (
          <PasswordField
            label="Password"
            autoComplete="new-password"
            autoFocus={!isFirst}
            {...fieldOf(state, "password")}
          />
        )}
      </ActionFormView>
    </>
  );
}
