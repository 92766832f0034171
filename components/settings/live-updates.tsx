"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { ConfirmButton } from "@/components/staff/confirm-button";
import { Failure } from "@/components/staff/failure";
import { Button } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/local-time";
import { tried } from "@/lib/no-answer";
import type { ActionResult } from "@/lib/sessions/actions";
import type {
  ChangeLiveUpdates,
  LiveUpdatesAct,
  LiveUpdatesAnswer,
  LiveUpdates as State,
} from "@/lib/settings/live-updates";
import { doneWords, stateWords, troubleWords } from "@/lib/settings/live-updates-words";

/** Whether Medblocks tells the desk of what happens, and the presses that change it. */
export function LiveUpdates({ initial, change }: { initial: State; change: ChangeLiveUpdates }) {
  const [state, setState] = useState(initial);
  const [busy, setBusy] = useState<LiveUpdatesAct | null>(null);
  const [last, setLast] = useState<{
    act: LiveUpdatesAct;
    result: ActionResult<LiveUpdatesAnswer>;
  } | null>(null);

  function heard(act: LiveUpdatesAct, result: ActionResult<LiveUpdatesAnswer>) {
    setLast({ act, result });
    if (result.ok) setState(result.value.state);
  }
  async function press(act: LiveUpdatesAct) {
    if (busy) return;
    setLast(null);
    setBusy(act);
    heard(act, await tried(change(act)));
    setBusy(null);
  }
  const button = (act: LiveUpdatesAct, label: string, isNext = false) => (
    <Button
      look={isNext ? "primary" : "secondary"}
      aria-disabled={busy !== null}
      onClick={() => void press(act)}
    >
      {busy === act ? "One moment…" : label}
    </Button>
  );
  const status = state.endpoint?.status;
  return (
    <div className="grid grid-cols-1 gap-5">
      <StateNotice state={state} />
      {(state.endpoint || state.isSendable) && <Facts state={state} />}
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
            done={(answer) => heard("turn-off", { ok: true, value: answer })}
          >
            The endpoint at Medblocks is deleted. The desk keeps asking by itself, so nothing is
            lost.
          </ConfirmButton>
        )}
      </div>
      {last && !last.result.ok && <Failure error={last.result.error} />}
      {/* Here before its words are: a region that comes with them may not be read out. */}
      <div role="status">
        {last?.result.ok && (
          <p className={last.result.value.trouble ? "text-warn" : "text-ok"}>
            {last.result.value.trouble
              ? troubleWords(last.result.value.trouble)
              : doneWords(last.act)}
          </p>
        )}
      </div>
    </div>
  );
}

const tones = {
  off: { box: "border-line", heading: "", Icon: null },
  on: { box: "border-ok bg-ok-soft", heading: "text-ok", Icon: CircleCheck },
  warn: { box: "border-warn bg-warn-soft", heading: "text-warn", Icon: TriangleAlert },
};

function StateNotice({ state }: { state: State }) {
  const { tone, heading, text } = stateWords(state);
  const { Icon, ...look } = tones[tone];
  return (
    <div
      className={`grid grid-cols-1 gap-2 rounded-control border-2 p-4 wrap-anywhere ${look.box}`}
    >
      <p className={`flex gap-2 text-lg font-semibold ${look.heading}`}>
        {Icon && <Icon aria-hidden size={20} strokeWidth={1.75} className="mt-1 shrink-0" />}
        <span>{heading}</span>
      </p>
      <p>{text}</p>
    </div>
  );
}

function Facts({ state: { address, endpoint } }: { state: State }) {
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-2 sm:grid-cols-[12rem_1fr]">
      <dt className="font-semibold">Address</dt>
      <dd translate="no" className="font-mono break-all">
        {address}
      </dd>
      {endpoint && (
        <>
          <dt className="font-semibold">Checked at</dt>
          <dd>
            <LocalTime iso={endpoint.checkedAt} />
          </dd>
          <dt className="font-semibold">Last event</dt>
          <dd>{endpoint.lastEventAt ? <LocalTime iso={endpoint.lastEventAt} /> : "None yet"}</dd>
        </>
      )}
      {endpoint !== null && endpoint.unknownEvents > 0 && (
        <>
          <dt className="font-semibold">Events not known here</dt>
          <dd>{endpoint.unknownEvents}</dd>
        </>
      )}
    </dl>
  );
}
