"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { NoticeBox } from "@/components/ui/notice";
import { LocalTime } from "@/components/ui/time";
import type { AddressToCopy } from "@/lib/staff/actions";

/** An address to hand to one person; the server keeps only a hash of it. */
export function OneTimeAddressBox({ made, forWhom }: { made: AddressToCopy; forWhom: string }) {
  return (
    <NoticeBox
      tone="info"
      as="h3"
      takesFocus
      heading={
        <span>
          Address for <bdi translate="no">{forWhom}</bdi>
        </span>
      }
    >
      <p>
        It is shown only now. It works once, until <LocalTime iso={made.expiresAt} />. Whoever has
        it can use it: hand it over in person or by a way that only they read.
      </p>
      <p translate="no" className="font-mono text-sm break-all select-all">
        {made.address}
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <CopyButton
          text={made.address}
          label="Copy address"
          done="Address copied"
          refused="Select it and press Ctrl+C to copy."
        />
      </div>
    </NoticeBox>
  );
}
