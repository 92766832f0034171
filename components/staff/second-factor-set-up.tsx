"use client";

import { ActionFormView, fieldOf, lateResolver, useActionForm } from "@/components/ui/action-form";
import { TextField } from "@/components/ui/field";
import { QrImage } from "@/components/ui/qr-image";
import type { FinishSecondFactor, SecondFactorSetUp } from "@/lib/staff/actions";

type SecondFactorSetUpFormProps = {
  setUp: SecondFactorSetUp;
  finish: FinishSecondFactor;
  done: () => void;
};

/** The app is given the secret; the first code shows that it has it. */
export function SecondFactorSetUpForm({ setUp, finish, done }: SecondFactorSetUpFormProps) {
  const state = useActionForm({
    id: "second-factor",
    resolver: lateResolver(async () => (await import("./sign-in-resolvers")).secondFactorResolver),
    defaultValues: { code: "" },
    send: finish,
    done,
  });
  return (
    <ActionFormView
      state={state}
      label="Set up the second step"
      submit={{ label: "Switch it on", busy: "Checking…" }}
    >
      <ol className="grid list-decimal gap-2 pl-6">
        <li>Open an authenticator app on your phone.</li>
        <li>Let it scan this square, or type the key below it.</li>
        <li>Enter the six digits that it shows.</li>
      </ol>
      <div className="justify-self-start">
        <QrImage qr={setUp.qr} width={setUp.qr.side * 5} label="QR code for your app" />
      </div>
      <p>
        Key{" "}
        <span translate="no" className="font-mono wrap-anywhere select-all">
          {grouped(setUp.secret)}
        </span>
      </p>
      <TextField
        label="Code"
        autoComplete="one-time-code"
        inputMode="numeric"
        className="font-mono text-lg tabular-nums"
        autoFocus
        {...fieldOf(state, "code")}
      />
    </ActionFormView>
  );
}

/** In fours, as people read it out; apps take it with the spaces. */
function grouped(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? secret;
}
