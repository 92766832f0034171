"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { setShortcuts, shortcutsOn } from "@/lib/settings/this-pc";

const keys = [
  ["Enter or Ctrl+Enter", "Create the link"],
  ["F2", "New link, back to Patient ID"],
  ["F4", "Show the code to the patient"],
  ["F8", "Copy the link"],
  ["Ctrl+P", "Print the handout"],
  ["Esc", "Close what is open"],
];

/** The keys of the desk, and the switch for those that act anywhere on the page. */
export function KeysList({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [on, setOn] = useState(shortcutsOn);

  useEffect(() => dialog.current?.showModal(), []);

  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      aria-labelledby="keys-title"
      className="m-auto w-[min(32rem,calc(100vw-2rem))] rounded-card border border-line bg-surface p-6 text-ink"
    >
      <div className="grid gap-4">
        <h2 id="keys-title" className="text-lg font-semibold">
          Keys
        </h2>
        <dl className="grid grid-cols-[7rem_1fr] items-baseline gap-x-4 gap-y-2">
          {keys.map(([key, does]) => (
            <div key={key} className="contents">
              <dt translate="no" className="font-mono text-sm">
                {key}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <label className="flex min-h-11 items-center gap-2">
          <input
            type="checkbox"
            className="size-5 shrink-0 accent-brand"
            checked={on}
            onChange={(event) => {
              setOn(event.target.checked);
              setShortcuts(event.target.checked);
            }}
          />
          Use the function keys and Ctrl+Enter on this PC
        </label>
        <Button className="justify-self-start" onClick={() => dialog.current?.close()}>
          Close
        </Button>
      </div>
    </dialog>
  );
}
