"use client";

import { useEffect, useRef, useState } from "react";
import { ActionFormView, fieldOf, useActionForm } from "@/components/ui/action-form";
import { Failure } from "@/components/ui/failure";
import { TextField } from "@/components/ui/field";
import { PasswordField } from "@/components/ui/password-field";
import type { AppError } from "@/lib/errors";
import { tried } from "@/lib/no-answer";
import type { ActionResult } from "@/lib/sessions/actions";
import type {
  OneTimeAddress,
  ReadOneTimeAddress,
  SignInStep,
  UseOneTimeAddress,
} from "@/lib/staff/actions";

type SetUpProps = { actions: { read: ReadOneTimeAddress; use: UseOneTimeAddress } };

/** Takes the token out of the address, asks what it is for, and does that. */
export function SetUp({ actions }: SetUpProps) {
  const token = useRef("");
  const [address, setAddress] = useState<OneTimeAddress | null>(null);
  const [failure, setFailure] = useState<AppError | null>(null);
  const latest = useRef(actions);

  useEffect(() => {
    // Neither history nor a look over the shoulder has it any more.
    token.current ||= location.hash.slice(1);
    history.replaceState(null, "", location.pathname);

    async function begin() {
      const { read, use } = latest.current;
      const answer = await tried(read(token.current));
      if (!answer.ok) return setFailure(answer.error);
      if (answer.value.kind !== "demo") return setAddress(answer.value);
      const signedIn = await tried(use({ token: token.current }));
      if (signedIn.ok) goOn(signedIn.value);
      else setFailure(signedIn.error);
    }
    void begin();

    // A second address opened in this tab changes no more than what comes after the #.
    const startAgain = () => location.reload();
    addEventListener("hashchange", startAgain);
    return () => removeEventListener("hashchange", startAgain);
  }, []);

  if (failure) return <CannotSetUp error={failure} />;
  if (!address || address.kind === "demo") {
    return (
      <>
        <h1 className="text-xl font-semibold">Connect Desk</h1>
        <p role="status">One moment…</p>
      </>
    );
  }
  return (
    <SetUpForm
      address={address}
      send={(values) => actions.use({ ...values, token: token.current })}
      done={goOn}
    />
  );
}

/** Not by the router, which would keep what it knew before. */
function goOn({ step }: SignInStep) {
  location.replace(step === "signed-in" ? "/" : "/sign-in");
}

function CannotSetUp({ error }: { error: AppError }) {
  return (
    <>
      <h1 className="text-xl font-semibold">Connect Desk</h1>
      <Failure error={error}>
        {error.kind === "one-time-address-gone" && (
          <p>Nobody works with this desk yet? Start it again: it prints a new address.</p>
        )}
      </Failure>
      <p>
        <a href="/sign-in" className="font-semibold text-brand underline underline-offset-4">
          Sign in
        </a>{" "}
        if you have an account.
      </p>
    </>
  );
}

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
function SetUpForm({ address, send, done }: SetUpFormProps) {
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
