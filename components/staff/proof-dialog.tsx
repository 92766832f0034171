"use client";

import { KeyRound } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { PasswordField } from "@/components/form/password-field";
import { Button } from "@/components/ui/button";
import type { AppError } from "@/lib/errors";
import type { Proof, ProofQuestion } from "@/lib/staff/proof";
import { onSignInNews } from "@/lib/staff/sign-in-news";
import { ActionFormView, fieldOf } from "./action-form";
import { Failure } from "./failure";
import { openPopup } from "./popup";
import { lateResolver, useActionForm } from "./use-action-form";

type ProofDialogProps = {
  question: ProofQuestion;
  show: (proof: Proof) => Promise<AppError | null>;
  cancel: () => void;
};

/** Asks who sits there once more, over whatever is on the page. */
export function ProofDialog({ question, show, cancel }: ProofDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const { ways } = question;
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        cancel();
      }}
      className="m-auto w-[min(32rem,calc(100vw-2rem))] rounded-card border border-line bg-surface p-6 text-ink"
    >
      <div className="grid grid-cols-1 gap-4">
        <h2 id={titleId} className="text-lg font-semibold">
          Show that it is you
        </h2>
        <p>{ways.length > 0 ? why : noWay}</p>
        {ways.includes("password") && <PasswordProof show={show} />}
        {question.passkey && <PasskeyProof options={question.passkey} show={show} />}
        {question.providerUrl && <ProviderProof url={question.providerUrl} show={show} />}
        <div>
          <Button look="quiet" onClick={cancel}>
            Cancel
          </Button>
        </div>
      </div>
    </dialog>
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
        <KeyRound aria-hidden size={20} strokeWidth={1.75} />
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
