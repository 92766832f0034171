"use client";

import { type ReactNode, useState } from "react";
import { ActionFormView, fieldOf, useActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Said } from "@/components/ui/notice";
import { PasswordField } from "@/components/ui/password-field";
import { tried } from "@/lib/no-answer";
import type {
  ConfirmSecondFactor,
  SignIn,
  SignInStep,
  SignInWithPasskey,
  StartPasskeySignIn,
} from "@/lib/staff/actions";
import type { SignedInStaff, SignInWays } from "@/lib/staff/staff";
import { askForPasskey, PasskeyButton } from "./passkey-button";

/** How the forms reach the server: actions on the page, plain calls from within another page. */
export type SignInDoors = {
  signIn: SignIn;
  confirmSecondFactor: ConfirmSecondFactor;
  startPasskey: StartPasskeySignIn;
  signInWithPasskey: SignInWithPasskey;
};

type SignInFormProps = {
  doors: SignInDoors;
  ways: SignInWays;
  onSignedIn: (staff: SignedInStaff) => void;
  /** Goes on to the provider; what it answers stands below its button. */
  onProvider: () => void;
};

/** Every way in that this clinic offers, and the second step in the same place. */
export function SignInForm({ doors, ways, onSignedIn, onProvider }: SignInFormProps) {
  const [needsCode, setNeedsCode] = useState(false);
  const [late, setLate] = useState(false);

  function goOn(step: SignInStep) {
    setLate(false);
    if (step.step === "signed-in") onSignedIn(step.staff);
    else setNeedsCode(true);
  }

  /** The password counts for some minutes only. */
  async function confirm(input: unknown) {
    const answer = await doors.confirmSecondFactor(input);
    if (!answer.ok && answer.error.kind === "signed-out") {
      setNeedsCode(false);
      setLate(true);
    }
    return answer;
  }

  async function signInWithPasskey() {
    const question = await tried(doors.startPasskey());
    if (!question.ok) return question.error;
    const answer = await askForPasskey(question.value);
    if (!answer) return "not-used";
    const result = await tried(doors.signInWithPasskey(answer));
    if (!result.ok) return result.error;
    goOn(result.value);
    return null;
  }

  if (needsCode) {
    return <SecondFactorForm confirm={confirm} done={goOn} onBack={() => setNeedsCode(false)} />;
  }
  return (
    <div className="grid grid-cols-1 gap-5">
      <Said>{late && "The code came too late. Sign in again."}</Said>
      {ways.password && <PasswordForm signIn={doors.signIn} done={goOn} />}
      <OtherWays>
        {ways.passkey && (
          <PasskeyButton
            label="Sign in with a passkey"
            notUsed="No passkey was used. Try again, or sign in another way."
            act={signInWithPasskey}
          />
        )}
        {ways.singleSignOn !== null && (
          <Button look={ways.password ? "secondary" : "primary"} onClick={onProvider}>
            <span className="wrap-anywhere">
              Sign in with <span>{ways.singleSignOn}</span>
            </span>
          </Button>
        )}
      </OtherWays>
      {ways.demo && (
        <p className="text-sm text-ink2">
          Trying the demo? Its address works once. Stop npm start and start it again: it prints a
          new one.
        </p>
      )}
    </div>
  );
}

function OtherWays({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-1 gap-3 empty:hidden">{children}</div>;
}

function PasswordForm({ signIn, done }: { signIn: SignIn; done: (step: SignInStep) => void }) {
  const state = useActionForm({
    id: "sign-in",
    rules: async () => (await import("@/lib/staff/schema")).signInSchema,
    defaultValues: { email: "", password: "" },
    send: signIn,
    done,
  });
  return (
    <ActionFormView
      state={state}
      label="Sign in"
      submit={{ label: "Sign in", busy: "Signing in…" }}
    >
      <TextField
        label="Email"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoFocus
        {...fieldOf(state, "email")}
      />
      <PasswordField
        label="Password"
        autoComplete="current-password"
        {...fieldOf(state, "password")}
      />
    </ActionFormView>
  );
}

type SecondFactorFormProps = {
  confirm: ConfirmSecondFactor;
  done: (step: SignInStep) => void;
  onBack: () => void;
};

function SecondFactorForm({ confirm, done, onBack }: SecondFactorFormProps) {
  const state = useActionForm({
    id: "second-factor",
    rules: async () => (await import("@/lib/staff/schema")).secondFactorSchema,
    defaultValues: { code: "" },
    send: confirm,
    done,
  });
  return (
    <ActionFormView
      state={state}
      label="Second step"
      submit={{ label: "Go on", busy: "Checking…" }}
      beside={
        <Button look="quiet" onClick={onBack}>
          Start again
        </Button>
      }
    >
      <TextField
        label="Code"
        hint="Six digits from your authenticator app. Without your phone, one of your recovery codes."
        autoComplete="one-time-code"
        autoFocus
        className="font-mono text-lg tabular-nums"
        {...fieldOf(state, "code")}
      />
    </ActionFormView>
  );
}
