"use client";

import { KeyRound } from "lucide-react";
import { useEffect, useState } from "react";
import { ActionFormView, fieldOf, lateResolver, useActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { CloseButton, Dialog } from "@/components/ui/dialog";
import { Failure } from "@/components/ui/failure";
import { PasswordField } from "@/components/ui/password-field";
import type { AppError } from "@/lib/errors";
import type { Proof, ProofQuestion } from "@/lib/staff/proof";
import { onSignInNews } from "@/lib/staff/sign-in-news";
import { openPopup } from "./popup";

type ProofDialogProps = {
  question: ProofQuestion;
  show: (proof: Proof) => Promise<AppError | null>;
  cancel: () => void;
};

/** Asks who sits there once more, over whatever is on the page. */
export function ProofDialog({ question, show, cancel }: ProofDialogProps) {
  const { ways } = question;
  return (
    <Dialog heading="Show that it is you" onClose={cancel}>
      <p>{ways.length > 0 ? why : noWay}</p>
      {ways.includes("password") && <PasswordProof show={show} />}
      {question.passkey && <PasskeyProof options={question.passkey} show={show} />}
      {question.providerUrl && <ProviderProof url={question.providerUrl} show={show} />}
      <div>
        <CloseButton />
      </div>
    </Dialog>
  );
}

const why = "Nobody who only found this PC unlocked may do this, so it is asked for once more.";
const noWay =
  "You have no password, no passkey and no sign-in service that could be asked. Ask another administrator to do this.";

type ProofProps = Pick<ProofDialogProps, "show">;

function PasswordProof({ show }: ProofProps) {
  const state = useActionForm({
    id: "proof",
    resolver: lateResolver(async () => (await import("./sign-in-resolvers")).passwordAgainResolver),
    defaultValues: { password: "" },
    send: async ({ password }) => {
      const error = await show({ way: "password", password });
      return error ? { ok: false, error } : { ok: true, value: null };
    },
    done: () => {},
  });
  return (
    <ActionFormView
      state={state}
      label="Show that it is you"
      submit={{ label: "Go on", busy: "One moment…" }}
    >
      <PasswordField
        label="Your password"
        autoComplete="current-password"
        autoFocus
        {...fieldOf(state, "password")}
      />
    </ActionFormView>
  );
}

type PasskeyProofProps = ProofProps & { options: NonNullable<ProofQuestion["passkey"]> };

function PasskeyProof({ options, show }: PasskeyProofProps) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AppError | "not-used" | null>(null);

  async function go() {
    const { startAuthentication } = await import("@simplewebauthn/browser");
    const answer = await startAuthentication({ optionsJSON: options }).catch(() => null);
    setFailure(answer ? await show({ way: "passkey", answer }) : "not-used");
  }

  return (
    <>
      {failure !== null && failure !== "not-used" && <Failure error={failure} />}
      <Button
        aria-disabled={busy}
        onClick={() => {
          if (busy) return;
          setBusy(true);
          setFailure(null);
          void go().finally(() => setBusy(false));
        }}
      >
        <KeyRound />
        <span>{busy ? "Waiting for your passkey…" : "Use a passkey"}</span>
      </Button>
      <p role="status" className="empty:sr-only">
        {failure === "not-used" && "No passkey was used. Nothing was changed."}
      </p>
    </>
  );
}

/** The provider asks in a window of its own, which tells when it is done. */
function ProviderProof({ url, show }: ProofProps & { url: string }) {
  const [said, setSaid] = useState("");
  const [failure, setFailure] = useState<AppError | null>(null);
  useEffect(
    () =>
      onSignInNews((news) => {
        if (news.type !== "confirmed") return;
        setSaid("");
        void show({ way: "single-sign-on" }).then(setFailure);
      }),
    [show],
  );
  return (
    <>
      {failure && <Failure error={failure} />}
      <Button
        look="primary"
        onClick={() => {
          setFailure(null);
          setSaid(openPopup(url) ? waiting : blocked);
        }}
      >
        <span className="wrap-anywhere">
          Sign in again with <span translate="no">{new URL(url).host}</span>
        </span>
      </Button>
      <p role="status" className="font-semibold empty:sr-only">
        {said}
      </p>
    </>
  );
}

const waiting = "Sign in in the window that opened. This page goes on by itself.";
const blocked =
  "Your browser did not open the window. Allow windows of this address, and try again.";
