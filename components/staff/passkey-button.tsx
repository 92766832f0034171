"use client";

import { KeyRound } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Failure } from "@/components/ui/failure";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { AppError } from "@/lib/errors";
import { tried } from "@/lib/no-answer";
import type { SignInStep } from "@/lib/staff/actions";
import type { SignInDoors } from "./sign-in-form";

type PasskeyButtonProps = {
  doors: Pick<SignInDoors, "startPasskey" | "signInWithPasskey">;
  done: (step: SignInStep) => void;
};

/** Not there where the browser knows no passkeys. */
export function PasskeyButton({ doors, done }: PasskeyButtonProps) {
  const hydrated = useHydrated();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AppError | "not-used" | null>(null);
  if (!hydrated || !("PublicKeyCredential" in window)) return null;

  async function signIn() {
    const question = await tried(doors.startPasskey());
    if (!question.ok) return setFailure(question.error);
    const answer = await askBrowser(question.value);
    if (!answer) return setFailure("not-used");
    const result = await tried(doors.signInWithPasskey(answer));
    if (result.ok) done(result.value);
    else setFailure(result.error);
  }

  return (
    <>
      <Button
        aria-disabled={busy}
        onClick={() => {
          if (busy) return;
          setBusy(true);
          setFailure(null);
          void signIn().finally(() => setBusy(false));
        }}
      >
        <KeyRound />
        <span>{busy ? "Waiting for your passkey…" : "Sign in with a passkey"}</span>
      </Button>
      <p role="status" className="empty:sr-only">
        {failure === "not-used" && "No passkey was used. Try again, or sign in another way."}
      </p>
      {failure !== null && failure !== "not-used" && <Failure error={failure} />}
    </>
  );
}

/** Null when the person closed the browser's question, or has no passkey for this desk. */
async function askBrowser(
  optionsJSON: Parameters<
    typeof import("@simplewebauthn/browser")["startAuthentication"]
  >[0]["optionsJSON"],
) {
  const { startAuthentication } = await import("@simplewebauthn/browser");
  return startAuthentication({ optionsJSON }).catch(() => null);
}
