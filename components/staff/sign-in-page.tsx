"use client";

import { useEffect, useRef, useState } from "react";
import { Failure } from "@/components/ui/failure";
import { Alert } from "@/components/ui/notice";
import type { AppError } from "@/lib/errors";
import { tried } from "@/lib/no-answer";
import type { StartSingleSignOn } from "@/lib/staff/actions";
import type { SignInWays } from "@/lib/staff/staff";
import { isProviderPopup } from "./popup";
import { type SignInDoors, SignInForm } from "./sign-in-form";

type SignInPageProps = {
  doors: SignInDoors & { startSingleSignOn: StartSingleSignOn };
  ways: SignInWays;
  /** A page of ours. */
  to: string;
  /** How the way to the provider ended from which this browser has just come back. */
  cameBack: "not-let-in" | "not-answering" | null;
};

/** Sign-in as a page of its own: leads on to the page that was asked for. */
export function SignInPage({ doors, ways, to, cameBack }: SignInPageProps) {
  const [failure, setFailure] = useState<AppError | null>(
    cameBack === "not-answering" ? { kind: "single-sign-on-not-answering", requestId: null } : null,
  );

  async function goToProvider() {
    setFailure(null);
    const answer = await tried(doors.startSingleSignOn());
    if (answer.ok) location.assign(answer.value.url);
    else setFailure(answer.error);
  }

  const latest = useRef(goToProvider);
  useEffect(() => {
    if (isProviderPopup()) void latest.current();
  }, []);

  return (
    <>
      {failure ? (
        <Failure error={failure} />
      ) : (
        cameBack === "not-let-in" && (
          <Alert heading="Single sign-on did not let you in">
            <p>
              Nothing was changed. Try again or sign in another way. If it goes on, ask an
              administrator of your clinic.
            </p>
          </Alert>
        )
      )}
      <SignInForm
        doors={doors}
        ways={ways}
        // Not by the router, which would keep what it knew before; and Back is not led here again.
        onSignedIn={() => location.replace(to)}
        onProvider={() => void goToProvider()}
      />
    </>
  );
}
