"use client";

import { KeyRound } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Failure } from "@/components/ui/failure";
import { Said } from "@/components/ui/notice";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { AppError } from "@/lib/errors";

type PasskeyButtonProps = {
  label: string;
  /** Said when no passkey was used: what did not happen, or what to do now. */
  notUsed: string;
  /** @returns why it did not work; null: it did */
  act: () => Promise<AppError | "not-used" | null>;
};

/** Not there where the browser knows no passkeys. */
export function PasskeyButton({ label, notUsed, act }: PasskeyButtonProps) {
  const hydrated = useHydrated();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AppError | "not-used" | null>(null);
  if (!hydrated || !("PublicKeyCredential" in window)) return null;

  async function press() {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    setFailure(await act().finally(() => setBusy(false)));
  }

  return (
    <>
      <Button aria-disabled={busy} onClick={() => void press()}>
        <KeyRound />
        <span>{busy ? "Waiting for your passkey…" : label}</span>
      </Button>
      <Said>{failure === "not-used" && notUsed}</Said>
      {failure !== null && failure !== "not-used" && <Failure error={failure} />}
    </>
  );
}

type Question = Parameters<typeof import("@simplewebauthn/browser")["startAuthentication"]>[0];

/** Null when the person closed the browser's question, or has no passkey for this desk. */
export async function askForPasskey(optionsJSON: Question["optionsJSON"]) {
  const { startAuthentication } = await import("@simplewebauthn/browser");
  return startAuthentication({ optionsJSON }).catch(() => null);
}
