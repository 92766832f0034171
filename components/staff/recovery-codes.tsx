"use client";

import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { NoticeBox } from "@/components/ui/notice";

type RecoveryCodesProps = { codes: string[]; onKept: () => void };

/** For the day the phone is lost. Shown once: the server keeps only hashes. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  return (
    <NoticeBox tone="info" as="h3" takesFocus heading="Your recovery codes">
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
          refused="Select them and press Ctrl+C to copy."
        />
        <Button onClick={() => print()}>Print</Button>
        <Button look="primary" onClick={onKept}>
          I have kept them
        </Button>
      </div>
    </NoticeBox>
  );
}
