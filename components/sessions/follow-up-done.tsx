"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { Failure } from "@/components/staff/failure";
import { Button } from "@/components/ui/button";
import type { AppError } from "@/lib/errors";
import { tried } from "@/lib/no-answer";
import type { ActionResult, FollowUpActions } from "@/lib/sessions/actions";
import { limits } from "@/lib/sessions/limits";
import { worklistKeys } from "@/lib/sessions/worklist-queries";

type FollowUpProps = { id: string; tag: string; followUp: FollowUpActions };

/** Says that somebody looked after a link, with a note for the next shift if they like. */
export function FollowUpDone(props: FollowUpProps) {
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={opener} onClick={() => setOpen(true)}>
        Done
        <span className="sr-only">{` with ${props.tag}`}</span>
      </Button>
      {isOpen && (
        <DoneDialog
          {...props}
          onClose={() => setOpen(false)}
          onDone={() => focusRow(opener.current)}
        />
      )}
    </>
  );
}

type DoneDialogProps = FollowUpProps & { onClose: () => void; onDone: () => void };

function DoneDialog({ id, tag, followUp, onClose, onDone }: DoneDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [note, setNote] = useState("");
  const name = useId();
  const { busy, failure, send } = useFollowUp();

  // Its first control has the focus then.
  useEffect(() => dialog.current?.showModal(), []);

  function submit(event: FormEvent) {
    event.preventDefault();
    void send(
      () => followUp.finish({ id, note }),
      () => {
        dialog.current?.close();
        onDone();
      },
    );
  }

  return (
    <dialog
      ref={dialog}
      aria-labelledby={name}
      onClose={onClose}
      className="m-auto w-[min(32rem,calc(100vw-2rem))] rounded-card border border-line bg-surface p-6 text-ink"
    >
      <form method="post" className="grid grid-cols-1 gap-4" onSubmit={submit}>
        <h2 id={name} className="text-lg font-semibold">
          Done with <span translate="no">{tag}</span>?
        </h2>
        {failure && <Failure error={failure} />}
        <p>It leaves the list of those that need help, until something else happens to it.</p>
        <div className="grid gap-2">
          <label htmlFor={`${name}-note`} className="font-semibold">
            Note for the next shift <span className="font-normal">(optional)</span>
          </label>
          <p id={`${name}-hint`} className="text-sm text-ink2">
            No health details. Up to <span>{limits.followUpNote}</span> characters.
          </p>
          <textarea
            id={`${name}-note`}
            aria-describedby={`${name}-hint`}
            rows={3}
            maxLength={limits.followUpNote}
            autoComplete="off"
            value={note}
            onChange={(event) => setNote(event.target.value)}
            className="w-full rounded-control border-2 border-control bg-surface px-3 py-2"
          />
        </div>
        <div className="flex flex-wrap gap-3">
          <Button type="submit" look="primary" aria-disabled={busy}>
            Done
          </Button>
          <Button onClick={() => dialog.current?.close()}>Cancel</Button>
        </div>
      </form>
    </dialog>
  );
}

/** Takes it back. */
export function NotDoneYet({ id, tag, followUp }: FollowUpProps) {
  const { busy, failure, send } = useFollowUp();
  const button = useRef<HTMLButtonElement>(null);

  function reopen() {
    void send(
      () => followUp.reopen(id),
      () => focusRow(button.current),
    );
  }

  return (
    <>
      <Button ref={button} look="quiet" aria-disabled={busy} onClick={reopen}>
        Not done yet
        <span className="sr-only">{`, ${tag}`}</span>
      </Button>
      {failure && <Failure error={failure} />}
    </>
  );
}

/** The button is about to go: who pressed it and did nothing else since stays where it was. */
function focusRow(element: HTMLElement | null) {
  const row = element?.closest("li");
  const focused = document.activeElement;
  if (focused === document.body || row?.contains(focused)) row?.focus();
}

function useFollowUp() {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AppError | null>(null);

  async function send(act: () => Promise<ActionResult<null>>, done: () => void) {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const result = await tried(act());
    setBusy(false);
    if (!result.ok) return setFailure(result.error);
    done();
    // The rows keep their place: only how they stand is read again.
    void client.invalidateQueries({ queryKey: [...worklistKeys.all, "changes"] });
    void client.invalidateQueries({ queryKey: ["help-count"] });
  }

  return { busy, failure, send };
}
