"use client";

import { useState } from "react";
import { CloseButton, Dialog } from "@/components/ui/dialog";
import { CheckField } from "@/components/ui/field";
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
  const [on, setOn] = useState(shortcutsOn);
  return (
    <Dialog heading="Keys" onClose={onClose}>
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
      <CheckField
        id="keys-on"
        label="Use the function keys and Ctrl+Enter on this PC"
        checked={on}
        onChange={(event) => {
          setOn(event.target.checked);
          setShortcuts(event.target.checked);
        }}
      />
      <div>
        <CloseButton>Close</CloseButton>
      </div>
    </Dialog>
  );
}
