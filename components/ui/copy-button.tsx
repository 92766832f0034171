"use client";

import { Check, Copy } from "lucide-react";
import { type Ref, useEffect, useState } from "react";
import { Button } from "./button";

type CopyButtonProps = {
  text: string;
  label: string;
  /** Said once to screen readers, such as "Link copied". */
  done: string;
  /** The clipboard is not ours to use here: offer another way. */
  onDenied: () => void;
  onCopied?: () => void;
  shortcut?: string;
  ref?: Ref<HTMLButtonElement>;
};

const shownForMs = 4_000;

/** Copies on a press, never by itself: the clipboard of a shared PC keeps a history. */
export function CopyButton({ onDenied, onCopied, ref, ...props }: CopyButtonProps) {
  const { text, label, done, shortcut } = props;
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), shownForMs);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    // Undefined on a plain http page, whatever its type says.
    const clipboard: Clipboard | undefined = navigator.clipboard;
    const written = clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    if (!(await written)) return onDenied();
    setCopied(true);
    onCopied?.();
  }

  const Icon = copied ? Check : Copy;
  return (
    <>
      <Button ref={ref} onClick={copy} aria-keyshortcuts={shortcut}>
        <Icon aria-hidden size={20} strokeWidth={1.75} />
        {copied ? <span>Copied</span> : <span>{label}</span>}
        {shortcut && <Shortcut keys={shortcut} />}
      </Button>
      <span role="status" className="sr-only">
        {copied ? done : ""}
      </span>
    </>
  );
}

function Shortcut({ keys }: { keys: string }) {
  return (
    <kbd translate="no" aria-hidden className="font-mono text-sm font-normal">
      {keys}
    </kbd>
  );
}
