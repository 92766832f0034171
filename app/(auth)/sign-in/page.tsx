import type { Metadata } from "next";
import {
  confirmSecondFactorAction,
  signInAction,
  signInWithPasskeyAction,
  startPasskeySignInAction,
  startSingleSignOnAction,
} from "@/app/(auth)/actions";
import { SignInPage } from "@/components/staff/sign-in-page";
import { env } from "@/lib/server/env";
import { loadSignedIn } from "@/lib/server/staff/guard";
import { signInWays } from "@/lib/server/staff/sign-in-ways";
import { returnPath } from "@/lib/staff/return-path";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignIn({ searchParams }: PageProps<"/sign-in">) {
  const [signedIn, { to, error }] = await Promise.all([loadSignedIn(), searchParams]);
  const path = returnPath(to);
  const isLate = error === "single-sign-on-not-answering";
  const cameBack = isLate ? "not-answering" : error === "single-sign-on" ? "not-let-in" : null;
  return (
    <>
      <h1 className="text-xl font-semibold">Sign in to Connect Desk</h1>
      {signedIn && (
        <p>
          <bdi translate="no">{signedIn.name}</bdi> is signed in on this PC.{" "}
          <a href={path} className="font-semibold text-brand underline underline-offset-4">
            Go on
          </a>
        </p>
      )}
      <SignInPage
        doors={{
          signIn: signInAction,
          confirmSecondFactor: confirmSecondFactorAction,
          startPasskey: startPasskeySignInAction,
          signInWithPasskey: signInWithPasskeyAction,
          startSingleSignOn: startSingleSignOnAction,
        }}
        ways={signInWays(env())}
        to={path}
        cameBack={cameBack}
      />
    </>
  );
}
