"use client";

import { useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { LocalTime } from "@/components/ui/local-time";

export type ReferenceLineProps = {
  /** Null: nothing answered, so there is none to quote. */
  requestId: string | null;
  at: string;
  /** Our name for this family of failure. */
  kind: string;
};

/** What to quote to support: never anything about the patient. */
export function ReferenceLine({ requestId, at, kind }: ReferenceLineProps) {
  const [denied, setDenied] = useState(false);
  const details = [requestId && `Reference ${requestId}`, at, kind].filter(Boolean).join(", ");
  return (
    // "Copied" has its own announcement; it must not make the alert around it speak again.
    <div aria-live="off" className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
      <p className="min-w-0">
        {requestId && (
          <span>
            Reference{" "}
            <span translate="no" className="font-mono break-all">
              {requestId}
            </span>{" "}
            ·{" "}
          </span>
        )}
        <LocalTime iso={at} />
        {denied && (
          <span translate="no" className="block font-mono">
            {details}
          </span>
        )}
      </p>
      <CopyButton
        text={details}
        label="Copy details"
        done="Details copied"
        onDenied={() => setDenied(true)}
      />
    </div>
  );
}
