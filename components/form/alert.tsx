"use client";

import { CircleAlert } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";

/**
 * What stands in the way, above the form. Takes focus when it appears and stays until the next
 * press: an error that leaves by itself is an error nobody read.
 */
export function Alert({ heading, children }: { heading: string; children: ReactNode }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <div
      role="alert"
      className="grid grid-cols-1 gap-3 rounded-control border-2 border-bad bg-bad-soft p-4 wrap-anywhere"
    >
      <h2 ref={title} tabIndex={-1} className="flex gap-2 text-lg font-semibold text-bad">
        <CircleAlert aria-hidden size={20} strokeWidth={1.75} className="mt-1 shrink-0" />
        {heading}
      </h2>
      {children}
    </div>
  );
}
