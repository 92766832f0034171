"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { Failure } from "@/components/ui/failure";
import { NoticeBox, Said } from "@/components/ui/notice";
import { LocalTime } from "@/components/ui/time";
import { useAct } from "@/components/ui/use-act";
import type {
  ChangeLiveUpdates,
  LiveUpdatesAct,
  LiveUpdatesAnswer,
  LiveUpdates as State,
} from "@/lib/settings/live-updates";
import { doneWords, stateWords, troubleWords } from "@/lib/settings/live-updates-words";
import { Fact, Facts } from "./facts";

/** Whether Medblocks tells the desk of what happens, and the presses that change it. */
export function LiveUpdates({ initial, change }: { initial: State; change: ChangeLiveUpdates }) {
  const [state, setState] = useState(initial);
  const [pressed, setPressed] = useState<LiveUpdatesAct | null>(null);
  const [last, setLast] = useState<{ act: LiveUpdatesAct; answer: LiveUpdatesAnswer } | null>(null);
  const { busy, failure, asked, run } = useAct();

  function heard(act: LiveUpdatesAct, answer: LiveUpdatesAnswer) {
    setLast({ act, answer });
    setState(answer.state);
  }
  function press(act: LiveUpdatesAct) {
    if (busy) return;
    setLast(null);
    setPressed(act);
    void run(
      () => change(act),
      (answer) => heard(act, answer),
    );
  }
  const button = (act: LiveUpdatesAct, label: string, isNext = false) => (
    <Button look={isNext ? "primary" : "secondary"} aria-disabled={busy} onClick={() => press(act)}>
      {busy && pressed === act ? "One moment…" : label}
    </Button>
  );
  const status = state.endpoint?.status;
  return (
    <div className="grid grid-cols-1 gap-5">
      <StateNotice state={state} />
      {(state.endpoint || state.isSendable) && <Endpoint state={state} />}
      <div className="flex flex-wrap gap-3">
        {!state.endpoint && state.isSendable && button("turn-on", "Turn on", true)}
        {status === "disabled" && button("revive", "Switch on again", true)}
        {(status === "gone" || status === "moved") && button("turn-on", "Turn on again", true)}
        {state.endpoint && button("check", "Check now")}
        {(status === "active" || status === "disabled") &&
          button("change-secret", "Change the secret")}
        {state.endpoint && (
          <ConfirmButton
            label="Turn off"
            about="live updates"
            heading="Turn live updates off?"
            confirm="Turn off"
            act={() => change("turn-off")}
            done={(answer) => heard("turn-off", answer)}
          >
            The endpoint at Medblocks is deleted. The desk keeps asking by itself, so nothing is
            lost.
          </ConfirmButton>
        )}
      </div>
      {failure && <Failure error={failure} asked={asked} />}
      <Said>
        {last && (
          <p className={last.answer.trouble ? "text-warn" : "text-ok"}>
            {last.answer.trouble ? troubleWords(last.answer.trouble) : doneWords(last.act)}
          </p>
        )}
      </Said>
    </div>
  );
}

const tones = { off: "plain", on: "ok", warn: "warn" } as const;

function StateNotice({ state }: { state: State }) {
  const { tone, heading, text } = stateWords(state);
  return (
    <NoticeBox tone={tones[tone]} heading={heading}>
      <p>{text}</p>
    </NoticeBox>
  );
}

function Endpoint({ state: { address, endpoint } }: { state: State }) {
  return (
    <Facts>
      <Fact name="Address">
        <span translate="no" className="font-mono break-all">
          {address}
        </span>
      </Fact>
      {endpoint && (
        <>
          <Fact name="Checked at">
            <LocalTime iso={endpoint.checkedAt} />
          </Fact>
          <Fact name="Last event">
            {endpoint.lastEventAt ? <LocalTime iso={endpoint.lastEventAt} /> : "None yet"}
          </Fact>
        </>
      )}
      {endpoint !== null && endpoint.unknownEvents > 0 && (
        <Fact name="Events not known here">{endpoint.unknownEvents}</Fact>
      )}
    </Facts>
  );
}
