"use client";

import { useState } from "react";
import { Said } from "@/components/ui/notice";
import type { ActionResult } from "@/lib/sessions/actions";
import type { SignInStep } from "@/lib/staff/actions";
import { tell } from "@/lib/staff/sign-in-news";
import type { SignInWays } from "@/lib/staff/staff";
import { openProviderPopup } from "./popup";
import { type SignInDoors, SignInForm } from "./sign-in-form";

export type SignInAgainProps = { ways: SignInWays };

/**
 * Sign-in on top of a covered page. The windows hear who it is and decide: the same person goes on,
 * for another one everything starts afresh.
 */
export function SignInAgain({ ways }: SignInAgainProps) {
  const [blocked, setBlocked] = useState(false);
  return (
    <>
      <p>
        You were signed out. What you typed is still here for you. For a colleague this page starts
        afresh.
      </p>
      <SignInForm
        doors={doors}
        ways={ways}
        onSignedIn={({ id, role }) => tell({ type: "signed-in", id, role })}
        onProvider={() => setBlocked(!openProviderPopup())}
      />
      <Said>
        {blocked &&
          "Your browser did not open the window. Allow windows of this address, and try again."}
      </Said>
    </>
  );
}

/**
 * Not the actions themselves: an action that sets a cookie makes the page it was called on anew,
 * and that page, half signed in, would lead away from what was typed.
 */
const doors: SignInDoors = {
  signIn: (input) => call<SignInStep>("password", input),
  confirmSecondFactor: (input) => call<SignInStep>("second-factor", input),
  startPasskey: () => call("passkey-question"),
  signInWithPasskey: (response) => call<SignInStep>("passkey", response),
};

/** @throws when the server cannot be reached */
async function call<Answer>(step: string, input: unknown = null): Promise<ActionResult<Answer>> {
  const answer = await fetch("/api/sign-in", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ step, input }),
  });
  return answer.json();
}
