"use client";

import { type ReactNode, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { AppError } from "@/lib/errors";
import { tried } from "@/lib/no-answer";
import type { ActionResult } from "@/lib/sessions/actions";
import { Failure } from "./failure";

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
export function ConfirmButton<Answer>({
  label,
  about,
  heading,
  children,
  confirm,
  act,
  done,
}: ConfirmButtonProps<Answer>) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AppError | null>(null);

  async function go() {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const result = await tried(act());
    setBusy(false);
    if (!result.ok) return setFailure(result.error);
    dialog.current?.close();
    done(result.value);
  }

  return (
    <>
      <Button
        onClick={() => {
          setFailure(null);
          dialog.current?.showModal();
        }}
      >
        <span>{label}</span>
        <span className="sr-only">{` ${about}`}</span>
      </Button>
      <dialog
        ref={dialog}
        aria-labelledby={titleId}
        className="m-auto w-[min(32rem,calc(100vw-2rem))] rounded-card border border-line bg-surface p-6 text-ink"
      >
        <div className="grid grid-cols-1 gap-4">
          <h2 id={titleId} className="text-lg font-semibold wrap-anywhere">
            {heading}
          </h2>
          {failure && <Failure error={failure} />}
          <p>{children}</p>
          <div className="flex flex-wrap gap-3">
            <Button look="primary" aria-disabled={busy} onClick={() => void go()}>
              {confirm}
            </Button>
            <Button onClick={() => dialog.current?.close()}>Cancel</Button>
          </div>
        </div>
      </dialog>
    </>
  );
}
