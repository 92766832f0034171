"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActionFormView, fieldOf, useActionForm } from "@/components/ui/action-form";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { TextField } from "@/components/ui/field";
import { Said } from "@/components/ui/notice";
import { PasswordField } from "@/components/ui/password-field";
import { LocalTime } from "@/components/ui/time";
import type { ActionResult } from "@/lib/sessions/actions";
import type { AddPasskey, ChangeById, StartPasskey } from "@/lib/staff/actions";
import type { Passkey } from "@/lib/staff/staff";

type PasskeyActions = { start: StartPasskey; add: AddPasskey; remove: ChangeById };

const empty = { name: "", password: "" };

/** Keys of this or another device that sign in without a password. */
export function Passkeys({ passkeys, actions }: { passkeys: Passkey[]; actions: PasskeyActions }) {
  const router = useRouter();
  const [notMade, setNotMade] = useState(false);
  const state = useActionForm({
    id: "passkey",
    rules: async () => (await import("@/lib/staff/schema")).newPasskeySchema,
    defaultValues: empty,
    send: async ({ name, password }): Promise<ActionResult<{ made: boolean }>> => {
      setNotMade(false);
      const order = await actions.start({ password });
      if (!order.ok) return order;
      const { startRegistration } = await import("@simplewebauthn/browser");
      const response = await startRegistration({ optionsJSON: order.value }).catch(() => null);
      if (!response) return { ok: true, value: { made: false } };
      const added = await actions.add({ name, response });
      return added.ok ? { ok: true, value: { made: true } } : added;
    },
    done: ({ made }) => {
      setNotMade(!made);
      if (!made) return;
      state.form.reset(empty);
      router.refresh();
    },
  });
  return (
    <>
      <p>
        A passkey signs you in with your fingerprint, your face or the PIN of a device. Do not make
        one on a device whose PIN others know.
      </p>
      {passkeys.length > 0 && (
        <ul className="grid grid-cols-1 gap-4">
          {passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} remove={actions.remove} />
          ))}
        </ul>
      )}
      <Said>{notMade && "No passkey was made. Nothing was changed."}</Said>
      <ActionFormView
        state={state}
        label="Add a passkey"
        submit={{ label: "Add a passkey", busy: "Waiting for your device…" }}
      >
        <TextField label="Name" hint="Such as “Phone”" {...fieldOf(state, "name")} />
        <PasswordField
          label="Your password"
          autoComplete="current-password"
          {...fieldOf(state, "password")}
        />
      </ActionFormView>
    </>
  );
}

function PasskeyRow({ passkey, remove }: { passkey: Passkey; remove: ChangeById }) {
  const router = useRouter();
  const { id, name, addedAt } = passkey;
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4">
      <p className="wrap-anywhere">
        <bdi translate="no" className="font-semibold">
          {name}
        </bdi>{" "}
        <span className="text-sm">
          Added <LocalTime iso={addedAt} />
        </span>
      </p>
      <ConfirmButton
        label="Remove"
        about={`the passkey ${name}`}
        heading={`Remove the passkey ${name}?`}
        confirm="Remove"
        act={() => remove(id)}
        done={() => router.refresh()}
      >
        It signs you in no more. You may also want to delete it on the device itself.
      </ConfirmButton>
    </li>
  );
}
