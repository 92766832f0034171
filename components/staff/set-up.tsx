"use client";

import { useEffect, useRef, useState } from "react";
import { Failure } from "@/components/ui/failure";
import type { AppError } from "@/lib/errors";
import { tried } from "@/lib/no-answer";
import type {
  OneTimeAddress,
  ReadOneTimeAddress,
  SignInStep,
  UseOneTimeAddress,
} from "@/lib/staff/actions";
import { SetUpForm } from "./set-up-form";

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
