"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Failure } from "@/components/ui/failure";
import type { AppError } from "@/lib/errors";
import type {
  FinishSecondFactor,
  MakeRecoveryCodes,
  SecondFactorSetUp,
  StartSecondFactor,
  StopSecondFactor,
} from "@/lib/staff/actions";
import { PasswordAgainForm } from "./password-again-form";
import { RecoveryCodes } from "./recovery-codes";
import { SecondFactorSetUpForm } from "./second-factor-set-up";
import { useProof } from "./use-proof";

export type SecondFactorActions = {
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
    const stopped = await proof.ask((given) => actions.stop(given));
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
