"use client";

import { useState } from "react";
import { ActionFormView, fieldOf, useActionForm } from "@/components/ui/action-form";
import { Said } from "@/components/ui/notice";
import { PasswordField } from "@/components/ui/password-field";
import type { ChangePassword } from "@/lib/staff/actions";

const empty = { currentPassword: "", newPassword: "" };

export function ChangePasswordForm({ change, email }: { change: ChangePassword; email: string }) {
  const [changed, setChanged] = useState(false);
  const state = useActionForm({
    id: "change-password",
    rules: async () => (await import("@/lib/staff/schema")).changePasswordSchema,
    defaultValues: empty,
    send: (values) => {
      setChanged(false);
      return change(values);
    },
    done: () => {
      setChanged(true);
      state.form.reset(empty);
    },
  });
  return (
    <>
      <Said tone="ok">
        {changed && "Your password is changed. You are signed out everywhere else."}
      </Said>
      <ActionFormView
        state={state}
        label="Change password"
        submit={{ label: "Change password", busy: "One moment…" }}
      >
        {/* For password managers, which have to know whose password it is. */}
        <input type="hidden" autoComplete="username" value={email} />
        <PasswordField
          label="Current password"
          autoComplete="current-password"
          {...fieldOf(state, "currentPassword")}
        />
        <PasswordField
          label="New password"
          autoComplete="new-password"
          {...fieldOf(state, "newPassword")}
        />
      </ActionFormView>
    </>
  );
}
