"use client";

import { type Ref, useRef } from "react";
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
  const { host, rest } = splitLink(url);

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
      <div className="flex flex-wrap items-center gap-3 print:hidden">
        <CopyButton
          ref={copyRef}
          text={url}
          label="Copy link"
          done="Link copied"
          refused="This browser does not let us copy. The link is selected: press Ctrl+C to copy."
          shortcut="F8"
          onRefused={() => text.current && getSelection()?.selectAllChildren(text.current)}
          onCopied={onCopied}
        />
      </div>
    </>
  );
}

/** For about one patient in five: the link on a device of the clinic. */
export function NoPhone({ url, onOpened }: { url: string; onOpened: () => void }) {
  return (
    <details className="open:w-full print:hidden">
      <summary>No phone?</summary>
      <p>
        Hand over a clinic tablet, or turn this screen to the patient, and{" "}
        <a
          href={url}
          onClick={onOpened}
          onAuxClick={(event) => event.button === 1 && onOpened()}
          target="_blank"
          rel="noreferrer noopener"
          referrerPolicy="no-referrer"
          className="py-1 font-semibold text-brand underline underline-offset-4"
        >
          open the link in a new window
        </a>
        . Close that window when the patient is done.
      </p>
    </details>
  );
}
