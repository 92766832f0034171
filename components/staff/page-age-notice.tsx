"use client";

import { useSyncExternalStore } from "react";
import { ReloadButton } from "@/components/ui/reload-button";
import { isPageOld, onPageAge } from "@/lib/page-age";

/** Says that the desk was updated, before a press meets it. Nothing happens by itself. */
export function PageAgeNotice() {
  const isOld = useSyncExternalStore(onPageAge, isPageOld, () => false);
  if (!isOld) return null;
  return (
    <div
      role="status"
      className="mb-6 flex flex-wrap items-center justify-between gap-3 rounded-control border border-info bg-info-soft px-4 py-2 text-info print:hidden"
    >
      <p>
        <strong>This page is older than the desk.</strong> The desk was updated. Reload when it
        suits you: what is typed under New link is kept.
      </p>
      <ReloadButton />
    </div>
  );
}
