"use client";

import { type Ref, useRef, useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { splitLink } from "@/lib/format";

type HostedLinkProps = {
  url: string;
  copyRef: Ref<HTMLButtonElement>;
  /** By the button, or by hand: this text, which may be a part of the link. */
  onCopied: (text: string) => void;
};

/** The link in full, its host readable as a whole, and Copy with a way out when copying is refused. */
export function HostedLink({ url, copyRef, onCopied }: HostedLinkProps) {
  const text = useRef<HTMLParagraphElement>(null);
  const [denied, setDenied] = useState(false);
  const { host, rest } = splitLink(url);

  function selectForCopying() {
    setDenied(true);
    if (text.current) getSelection()?.selectAllChildren(text.current);
  }

  return (
    <>
      <p
        ref={text}
        translate="no"
        onCopy={() => onCopied(String(getSelection()))}
        className="w-full font-mono text-sm break-all"
      >
        <span>{`${new URL(url).protocol}//`}</span>
        <strong className="text-base break-normal">{host}</strong>
        <span>{rest}</span>
      </p>
      <div className="print:hidden">
        <CopyButton
          ref={copyRef}
          text={url}
          label="Copy link"
          done="Link copied"
          shortcut="F8"
          onDenied={selectForCopying}
          onCopied={() => onCopied(url)}
        />
      </div>
      <p role="status" className="w-full text-sm font-semibold empty:sr-only print:hidden">
        {denied && "This browser does not let us copy. The link is selected: press Ctrl+C to copy."}
      </p>
    </>
  );
}
