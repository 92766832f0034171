"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { useFocusOnMount } from "@/components/ui/use-focus-on-mount";

type RecoveryCodesProps = { codes: string[]; onKept: () => void };

/** For the day the phone is lost. Shown once: the server keeps only hashes. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const heading = useFocusOnMount<HTMLHeadingElement>();
  const [denied, setDenied] = useState(false);
  return (
    <div className="grid grid-cols-1 gap-3 rounded-control border-2 border-info bg-info-soft p-4">
      <h3 ref={heading} tabIndex={-1} className="font-semibold">
        Your recovery codes
      </h3>
      <p>
        They are shown only now. Each works once instead of a code from the app. Keep them where
        your phone is not.
      </p>
      <ul
        translate="no"
        className="grid grid-cols-[repeat(auto-fill,minmax(10rem,1fr))] gap-x-6 font-mono"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-3 print:hidden">
        <CopyButton
          text={codes.join("\n")}
          label="Copy codes"
          done="Codes copied"
          onDenied={() => setDenied(true)}
        />
        <Button onClick={() => print()}>Print</Button>
        <Button look="primary" onClick={onKept}>
          I have kept them
        </Button>
        {denied && <span>Select them and press Ctrl+C to copy.</span>}
      </div>
    </div>
  );
}
