"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActionFormView, fieldOf, useActionForm } from "@/components/ui/action-form";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Failure } from "@/components/ui/failure";
import { TextField } from "@/components/ui/field";
import { NoticeBox } from "@/components/ui/notice";
import { QrImage } from "@/components/ui/qr-image";
import type { AppError } from "@/lib/errors";
import type {
  FinishSecondFactor,
  MakeRecoveryCodes,
  SecondFactorSetUp,
  StartSecondFactor,
  StopSecondFactor,
} from "@/lib/staff/actions";
import { PasswordAgainForm } from "./password-again-form";
import { useProof } from "./use-proof";

type SecondFactorActions = {
  start: StartSecondFactor;
  finish: FinishSecondFactor;
  stop: StopSecondFactor;
  newCodes: MakeRecoveryCodes;
};

type Stage =
  | { at: "rest" }
  | { at: "password"; to: "start" | "new-codes" }
  | { at: "set-up"; setUp: SecondFactorSetUp }
  | { at: "codes"; codes: string[] };

/** The code beside the password: on, off, new recovery codes. */
export function SecondFactor({ isOn, actions }: { isOn: boolean; actions: SecondFactorActions }) {
  const router = useRouter();
  const [stage, setStage] = useState<Stage>({ at: "rest" });
  const [failure, setFailure] = useState<AppError | null>(null);
  const proof = useProof();
  const ask = (to: "start" | "new-codes") => () => setStage({ at: "password", to });
  function rest() {
    setStage({ at: "rest" });
    router.refresh();
  }

  async function stop() {
    setFailure(null);
    const stopped = await proof.ask((given) => actions.stop(undefined, given));
    if (stopped.ok) rest();
    else if (stopped.error.kind !== "proof-needed") setFailure(stopped.error);
  }

  switch (stage.at) {
    case "rest":
      return isOn ? (
        <>
          {proof.dialog}
          {failure && <Failure error={failure} />}
          <p>On. Signing in asks for a code from your authenticator app.</p>
          <div className="flex flex-wrap gap-3">
            <Button onClick={ask("new-codes")}>Make new recovery codes</Button>
            <Button onClick={() => void stop()}>Switch it off</Button>
          </div>
        </>
      ) : (
        <>
          <p>
            Off. With it, nobody can sign in as you with the password alone. You need an
            authenticator app on your phone.
          </p>
          <div>
            <Button look="primary" onClick={ask("start")}>
              Set it up
            </Button>
          </div>
        </>
      );
    case "password":
      return <Password to={stage.to} actions={actions} goOn={setStage} rest={rest} />;
    case "set-up":
      return (
        <SecondFactorSetUpForm
          setUp={stage.setUp}
          finish={actions.finish}
          done={() => setStage({ at: "codes", codes: stage.setUp.recoveryCodes })}
        />
      );
    case "codes":
      return <RecoveryCodes codes={stage.codes} onKept={rest} />;
  }
}

type PasswordProps = {
  to: "start" | "new-codes";
  actions: SecondFactorActions;
  goOn: (stage: Stage) => void;
  rest: () => void;
};

function Password({ to, actions, goOn, rest }: PasswordProps) {
  const common = { id: "second-factor", onCancel: rest };
  if (to === "start") {
    return (
      <PasswordAgainForm
        {...common}
        label="Set up the second step"
        button="Go on"
        send={actions.start}
        done={(setUp) => goOn({ at: "set-up", setUp })}
      />
    );
  }
  return (
    <PasswordAgainForm
      {...common}
      label="Make new recovery codes"
      button="Make new codes"
      send={actions.newCodes}
      done={({ recoveryCodes }) => goOn({ at: "codes", codes: recoveryCodes })}
    />
  );
}

type SecondFactorSetUpFormProps = {
  setUp: SecondFactorSetUp;
  finish: FinishSecondFactor;
  done: () => void;
};

/** The app is given the secret; the first code shows that it has it. */
function SecondFactorSetUpForm({ setUp, finish, done }: SecondFactorSetUpFormProps) {
  const state = useActionForm({
    id: "second-factor",
    rules: async () => (await import("@/lib/staff/schema")).secondFactorSchema,
    defaultValues: { code: "" },
    send: finish,
    done,
  });
  return (
    <ActionFormView
      state={state}
      label="Set up the second step"
      submit={{ label: "Switch it on", busy: "Checking…" }}
    >
      <ol className="grid list-decimal gap-2 pl-6">
        <li>Open an authenticator app on your phone.</li>
        <li>Let it scan this square, or type the key below it.</li>
        <li>Enter the six digits that it shows.</li>
      </ol>
      <div className="justify-self-start">
        <QrImage qr={setUp.qr} width={setUp.qr.side * 5} label="QR code for your app" />
      </div>
      <p>
        Key{" "}
        <span translate="no" className="font-mono wrap-anywhere select-all">
          {grouped(setUp.secret)}
        </span>
      </p>
      <TextField
        label="Code"
        autoComplete="one-time-code"
        inputMode="numeric"
        className="font-mono text-lg tabular-nums"
        autoFocus
        {...fieldOf(state, "code")}
      />
    </ActionFormView>
  );
}

/** In fours, as people read it out; apps take it with the spaces. */
function grouped(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? secret;
}

type RecoveryCodesProps = { codes: string[]; onKept: () => void };

/** For the day the phone is lost. Shown once: the server keeps only hashes. */
function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  return (
    <NoticeBox tone="info" as="h3" takesFocus heading="Your recovery codes">
      <p>
        They are shown only now. Each works once instead of a code from the app. Keep them where
        your phone is not.
      </p>
      <ul
        translate="no"
        className="grid grid-cols-[repeat(auto-fill,minmax(10rem,1fr))] gap-x-6 font-mono"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-3 print:hidden">
        <CopyButton
          text={codes.join("\n")}
          label="Copy codes"
          done="Codes copied"
          refused="Select them and press Ctrl+C to copy."
        />
        <Button onClick={() => print()}>Print</Button>
        <Button look="primary" onClick={onKept}>
          I have kept them
        </Button>
      </div>
    </NoticeBox>
  );
}
