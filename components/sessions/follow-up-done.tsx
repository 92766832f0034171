"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { CloseButton, Dialog } from "@/components/ui/dialog";
import { Failure } from "@/components/ui/failure";
import { describedBy, Field, inputClass } from "@/components/ui/field";
import { useAct } from "@/components/ui/use-act";
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
  const noteId = useId();
  const { busy, failure, asked, send } = useFollowUp();

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
    <Dialog
      ref={dialog}
      heading={
        <span>
          Done with <span translate="no">{tag}</span>?
        </span>
      }
      onClose={onClose}
    >
      <form method="post" className="grid grid-cols-1 gap-4" onSubmit={submit}>
        {failure && <Failure error={failure} asked={asked} />}
        <p>It leaves the list of those that need help, until something else happens to it.</p>
        <Field
          id={noteId}
          label="Note for the next shift"
          optional
          hint={`No health details. Up to ${limits.followUpNote} characters.`}
        >
          <textarea
            id={noteId}
            rows={3}
            maxLength={limits.followUpNote}
            autoComplete="off"
            value={note}
            onChange={(event) => setNote(event.target.value)}
            className={inputClass}
            {...describedBy(noteId, { hint: true })}
          />
        </Field>
        <div className="flex flex-wrap gap-3">
          <Button type="submit" look="primary" aria-disabled={busy}>
            Done
          </Button>
          <CloseButton />
        </div>
      </form>
    </Dialog>
  );
}

/** Takes it back. */
export function NotDoneYet({ id, tag, followUp }: FollowUpProps) {
  const { busy, failure, asked, send } = useFollowUp();
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
      {failure && <Failure error={failure} asked={asked} />}
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
  const { run, ...act } = useAct();
  return {
    ...act,
    send: (change: () => Promise<ActionResult<null>>, done: () => void) =>
      run(change, () => {
        done();
        // The rows keep their place: only how they stand is read again.
        void client.invalidateQueries({ queryKey: [...worklistKeys.all, "changes"] });
        void client.invalidateQueries({ queryKey: ["help-count"] });
      }),
  };
}
