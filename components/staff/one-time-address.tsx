"use client";

import { useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { LocalTime } from "@/components/ui/local-time";
import { useFocusOnMount } from "@/components/ui/use-focus-on-mount";
import type { AddressToCopy } from "@/lib/staff/actions";

/** An address to hand to one person; the server keeps only a hash of it. */
export function OneTimeAddressBox({ made, forWhom }: { made: AddressToCopy; forWhom: string }) {
  const heading = useFocusOnMount<HTMLHeadingElement>();
  const [denied, setDenied] = useState(false);
  return (
    <div className="grid grid-cols-1 gap-3 rounded-control border-2 border-info bg-info-soft p-4">
      <h3 ref={heading} tabIndex={-1} className="font-semibold wrap-anywhere">
        Address for <bdi translate="no">{forWhom}</bdi>
      </h3>
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
          onDenied={() => setDenied(true)}
        />
        {denied && <span>Select it and press Ctrl+C to copy.</span>}
      </div>
    </div>
  );
}
