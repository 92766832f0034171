"use client";

import { useEffect, useState } from "react";
import { ActionFormView, fieldOf, useActionForm } from "@/components/ui/action-form";
import { buttonClass } from "@/components/ui/button";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { TextField } from "@/components/ui/field";
import { Said } from "@/components/ui/notice";
import { rememberPaired } from "@/lib/display/paired";
import type { PairDisplay, UnpairDisplay } from "@/lib/display/pairing";

type DisplaySettingsProps = {
  /** This PC has one on another device. */
  paired: boolean;
  /** What is opened on that device. */
  address: string;
  pair: PairDisplay;
  unpair: UnpairDisplay;
};

/** The patient's screen of this PC: a window for its second monitor, or another device. */
export function DisplaySettings({ address, pair, unpair, ...before }: DisplaySettingsProps) {
  const [paired, setPaired] = useState(before.paired);
  useEffect(() => rememberPaired(paired), [paired]);
  return (
    <>
      <div className="grid gap-2">
        <h3 className="font-semibold">Second monitor of this PC</h3>
        <p>Open this window, drag it to that monitor, and make it fill it with F11.</p>
        <a
          href="/display"
          target="_blank"
          className={`${buttonClass("secondary")} justify-self-start`}
          rel="noopener"
        >
          Open the patient’s screen
        </a>
      </div>
      <div className="grid gap-3">
        <h3 className="font-semibold">Tablet or another PC</h3>
        <Said>{paired && "Paired. “Show to patient” at this PC shows the code there."}</Said>
        {paired ? (
          <ConfirmButton
            label="Unpair"
            about="the patient’s screen"
            heading="Unpair the patient’s screen?"
            confirm="Unpair"
            act={unpair}
            done={() => setPaired(false)}
          >
            What it shows goes away. To use it again, type the new code that it shows.
          </ConfirmButton>
        ) : (
          <PairForm address={address} pair={pair} onPaired={() => setPaired(true)} />
        )}
      </div>
    </>
  );
}

type PairFormProps = Pick<DisplaySettingsProps, "address" | "pair"> & { onPaired: () => void };

function PairForm({ address, pair, onPaired }: PairFormProps) {
  const state = useActionForm({
    id: "pair",
    rules: async () => (await import("@/lib/display/pairing")).pairingSchema,
    defaultValues: { code: "" },
    send: pair,
    done: onPaired,
  });
  return (
    <ActionFormView
      state={state}
      label="Pair a patient’s screen"
      submit={{ label: "Pair", busy: "One moment…" }}
    >
      <TextField
        label="Code on that screen"
        hint={
          <span>
            On that device open{" "}
            <strong translate="no" className="font-mono wrap-anywhere">
              {address}
            </strong>
            , and do not sign in there. It shows six characters.
          </span>
        }
        className="max-w-48 font-mono uppercase"
        {...fieldOf(state, "code")}
      />
    </ActionFormView>
  );
}
