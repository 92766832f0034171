"use client";

import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useFocusOnMount } from "@/components/ui/use-focus-on-mount";
import type { FocusClaim } from "@/lib/focus-claim";

type AlertProps = {
  heading: string;
  /** Made with the press that it answers; without, with its first appearance. */
  asked?: FocusClaim | undefined;
  children: ReactNode;
};

/**
 * What stands in the way, above the form. Takes the focus when it appears, unless somebody has gone on
 * meanwhile, and stays until the next press: an error that leaves by itself is an error nobody read.
 */
export function Alert({ heading, asked, children }: AlertProps) {
  const title = useFocusOnMount<HTMLHeadingElement>(asked);
  return (
    <div
      role="alert"
      className="grid grid-cols-1 gap-3 rounded-control border-2 border-bad bg-bad-soft p-4 wrap-anywhere"
    >
      <h2 ref={title} tabIndex={-1} className="flex gap-2 text-lg font-semibold text-bad">
        <CircleAlert aria-hidden size={20} strokeWidth={1.75} className="mt-1 shrink-0" />
        <span>{heading}</span>
      </h2>
      {children}
    </div>
  );
}
