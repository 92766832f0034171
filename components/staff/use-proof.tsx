"use client";

import { type ReactNode, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { CloseButton, Dialog } from "@/components/ui/dialog";
import { Failure } from "@/components/ui/failure";
import { Said } from "@/components/ui/notice";
import type { AppError } from "@/lib/errors";
import { tried } from "@/lib/no-answer";
import type { ActionResult } from "@/lib/sessions/actions";
import type { Proof, ProofQuestion } from "@/lib/staff/proof";
import { onSignInNews } from "@/lib/staff/sign-in-news";
import { askForPasskey, PasskeyButton } from "./passkey-button";
import { PasswordAgainForm } from "./password-again-form";
import { openPopup } from "./popup";

/** Calls an action, and once more with what was shown if it asks for that. */
type AskProof = <Answer>(
  call: (proof?: Proof) => Promise<ActionResult<Answer>>,
) => Promise<ActionResult<Answer>>;

type Asked = {
  question: ProofQuestion;
  /** @returns what was wrong with it; null: the act was answered, whatever the answer */
  show: (proof: Proof) => Promise<AppError | null>;
  cancel: () => void;
};

/** What is wrong with what was shown; everything else is the act's own answer. */
const aboutTheProof: AppError["kind"][] = [
  "invalid-input",
  "sign-in-refused",
  "wait-to-sign-in",
  "proof-needed",
  "no-connection",
];

/**
 * For acts that the server does only for who shows again that it is they. Nothing that was typed is
 * lost: the form waits below the question.
 *
 * @returns the dialog, to stand outside of any form
 */
export function useProof(): { ask: AskProof; dialog: ReactNode } {
  const [asked, setAsked] = useState<Asked | null>(null);

  const ask: AskProof = async (call) => {
    const first = await tried(call());
    if (first.ok || first.error.kind !== "proof-needed") return first;
    const { error: question } = first;
    return new Promise((resolve) => {
      const end = (answer: Parameters<typeof resolve>[0]) => {
        setAsked(null);
        resolve(answer);
      };
      setAsked({
        question,
        cancel: () => end(first),
        show: async (proof) => {
          const answer = await tried(call(proof));
          if (!answer.ok && aboutTheProof.includes(answer.error.kind)) return answer.error;
          end(answer);
          return null;
        },
      });
    });
  };

  return { ask, dialog: asked && <ProofDialog {...asked} /> };
}

type ProofDialogProps = {
  question: ProofQuestion;
  show: (proof: Proof) => Promise<AppError | null>;
  cancel: () => void;
};

/** Asks who sits there once more, over whatever is on the page. */
function ProofDialog({ question, show, cancel }: ProofDialogProps) {
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
  return (
    <PasswordAgainForm
      id="proof"
      label="Show that it is you"
      button="Go on"
      send={async ({ password }) => {
        const error = await show({ way: "password", password });
        return error ? { ok: false, error } : { ok: true, value: null };
      }}
      done={() => {}}
    />
  );
}

type PasskeyProofProps = ProofProps & { options: NonNullable<ProofQuestion["passkey"]> };

function PasskeyProof({ options, show }: PasskeyProofProps) {
  return (
    <PasskeyButton
      label="Use a passkey"
      notUsed="No passkey was used. Nothing was changed."
      act={async () => {
        const answer = await askForPasskey(options);
        return answer ? show({ way: "passkey", answer }) : "not-used";
      }}
    />
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
      <Said>{said}</Said>
    </>
  );
}

const waiting = "Sign in in the window that opened. This page goes on by itself.";
const blocked =
  "Your browser did not open the window. Allow windows of this address, and try again.";
