"use client";

import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { FailureAlert } from "@/components/sessions/failure-alert";
import { useCreateSession } from "@/components/sessions/use-create-session";
import { Button } from "@/components/ui/button";
import { secondsToWait, useCountingDown } from "@/components/ui/time";
import type { CreateSession, SettleAttempt } from "@/lib/sessions/actions";
import { newAttemptId } from "@/lib/sessions/attempt";
import type { CreateSessionInput } from "@/lib/sessions/schema";

type ReconnectProps = {
  patientId: string;
  hospital: { sourceId: string; name: string };
  lifetimeSeconds: number;
  actions: { create: CreateSession; settle: SettleAttempt };
};

/** One press makes a link for exactly this hospital and opens its card. */
export function Reconnect(props: ReconnectProps) {
  const { patientId, hospital, actions } = props;
  const router = useRouter();
  const [defaultValues] = useState(() => entriesFor(props));
  const form = useForm<CreateSessionInput>({ defaultValues });
  const state = useCreateSession(form, actions, {
    made: ({ card }) => router.push(`/sessions/${card.progress.id}`),
  });
  const error = useCountingDown(state.failure?.error ?? null);
  const failure = state.failure && error && { ...state.failure, error };
  const blocked = state.phase !== "idle" || secondsToWait(error) > 0;

  return (
    <div className="grid gap-3">
      {failure && (
        <FailureAlert
          key={failure.at}
          failure={failure}
          context={{ patientId, sourceName: () => hospital.name }}
          verb="Reconnect"
          choose={{
            // Nothing is typed here, so nobody can be mistaken for somebody else.
            takeStored: state.dismiss,
            rename: state.dismiss,
            changeId: state.dismiss,
            makeAnother: () => state.submit({ makeAnother: true }),
            tryAgain: () => state.submit({}),
            checkNow: state.checkNow,
          }}
        />
      )}
      <p role="status" className="sr-only">
        {labels[state.phase] !== labels.idle && `${labels[state.phase]} ${hospital.name}`}
      </p>
      <div>
        <Button
          aria-disabled={blocked}
          aria-label={`${labels[state.phase]} ${hospital.name}`}
          onClick={() => !blocked && state.submit()}
        >
          <RotateCw />
          <span>{labels[state.phase]}</span>
        </Button>
      </div>
    </div>
  );
}

const labels = { idle: "Reconnect", creating: "Creating…", checking: "Checking…" };

function entriesFor(props: ReconnectProps): CreateSessionInput {
  return {
    attemptId: newAttemptId(),
    patientId: props.patientId,
    // Not given: what Medblocks has stays as it is.
    name: "",
    email: "",
    mode: "only",
    suggestedSourceIds: [],
    onlySourceId: props.hospital.sourceId,
    lifetimeSeconds: props.lifetimeSeconds,
    returnUrl: "",
    buttonLabel: "",
    metadata: [],
    replaces: null,
    makeAnother: false,
  };
}
