"use client";

import { Check, Copy } from "lucide-react";
import { type ReactNode, type Ref, useEffect, useState } from "react";
import { Button, KeyHint } from "./button";

type CopyButtonProps = {
  /** What is copied, or how to ask for it. */
  text: string | (() => Promise<string>);
  label: string;
  /** Of which it is, for who hears only the button. */
  about?: string;
  /** Said once to who hears the page, such as "Link copied". */
  done: string;
  /** Another way, for where the clipboard is not ours to use. */
  refused: ReactNode;
  onRefused?: () => void;
  onCopied?: (text: string) => void;
  shortcut?: string;
  ref?: Ref<HTMLButtonElement>;
};

const shownForMs = 4_000;

/** Copies on a press, never by itself: the clipboard of a shared PC keeps a history. */
export function CopyButton(props: CopyButtonProps) {
  const { text, label, about, done, refused, onRefused, onCopied, shortcut, ref } = props;
  const [outcome, setOutcome] = useState<"copied" | "refused" | null>(null);
  const copied = outcome === "copied";

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setOutcome(null), shownForMs);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    const written = await write(text).catch(() => null);
    setOutcome(written === null ? "refused" : "copied");
    if (written === null) onRefused?.();
    else onCopied?.(written);
  }

  const Icon = copied ? Check : Copy;
  return (
    <>
      <Button ref={ref} onClick={copy} aria-keyshortcuts={shortcut}>
        <Icon />
        <span>{copied ? "Copied" : label}</span>
        {about && <span className="sr-only">{` ${about}`}</span>}
        {shortcut && <KeyHint>{shortcut}</KeyHint>}
      </Button>
      <span role="status" className={outcome === "refused" ? "text-sm font-semibold" : "sr-only"}>
        {copied && <span>{done}</span>}
        {outcome === "refused" && refused}
      </span>
    </>
  );
}

/** @throws where the browser does not let us, and what the text is asked for with */
async function write(text: CopyButtonProps["text"]): Promise<string> {
  const asked = typeof text === "string" ? text : await text();
  // `clipboard` is undefined on a plain http page, whatever its type says.
  await navigator.clipboard.writeText(asked);
  return asked;
}
