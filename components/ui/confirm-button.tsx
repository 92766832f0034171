"use client";

import { type ReactNode, useState } from "react";
import type { ActionResult } from "@/lib/sessions/actions";
import { Button } from "./button";
import { CloseButton, Dialog } from "./dialog";
import { Failure } from "./failure";
import { useAct } from "./use-act";

type ConfirmButtonProps<Answer> = {
  label: string;
  /** Whom or what it concerns, for who hears only the button. */
  about: string;
  heading: string;
  /** What will happen. */
  children: ReactNode;
  /** The button that does it. */
  confirm: string;
  act: () => Promise<ActionResult<Answer>>;
  done: (answer: Answer) => void;
};

/** Says what will happen before it does it. */
export function ConfirmButton<Answer>(props: ConfirmButtonProps<Answer>) {
  const { label, about, heading, children, confirm, act, done } = props;
  const [open, setOpen] = useState(false);
  const { busy, failure, asked, run, forget } = useAct();

  function go() {
    void run(act, (answer) => {
      setOpen(false);
      done(answer);
    });
  }

  return (
    <>
      <Button
        onClick={() => {
          forget();
          setOpen(true);
        }}
      >
        <span>{label}</span>
        <span className="sr-only">{` ${about}`}</span>
      </Button>
      {open && (
        <Dialog heading={heading} onClose={() => setOpen(false)}>
          {failure && <Failure error={failure} asked={asked} />}
          <p>{children}</p>
          <div className="flex flex-wrap gap-3">
            <Button look="primary" aria-disabled={busy} onClick={go}>
              {confirm}
            </Button>
            <CloseButton />
          </div>
        </Dialog>
      )}
    </>
  );
}
