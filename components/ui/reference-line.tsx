"use client";

import { CopyButton } from "./copy-button";
import { LocalTime } from "./time";

export type ReferenceLineProps = {
  /** Null: nothing answered, so there is none to quote. */
  requestId: string | null;
  at: string;
  /** Our name for this family of failure. */
  kind: string;
};

/** What to quote to support: never anything about the patient. */
export function ReferenceLine({ requestId, at, kind }: ReferenceLineProps) {
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
      </p>
      <CopyButton
        text={details}
        label="Copy details"
        done="Details copied"
        refused={
          <span translate="no" className="font-mono">
            {details}
          </span>
        }
      />
    </div>
  );
}
