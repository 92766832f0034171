"use client";

import { useSyncExternalStore } from "react";
import { Notice } from "@/components/ui/notice";
import { ReloadButton } from "@/components/ui/reload-button";
import { isPageOld, onPageAge } from "@/lib/page-age";

/** Says that the desk was updated, before a press meets it. Nothing happens by itself. */
export function PageAgeNotice() {
  const isOld = useSyncExternalStore(onPageAge, isPageOld, () => false);
  if (!isOld) return null;
  return (
    <Notice
      tone="info"
      role="status"
      className="mb-6 print:hidden"
      words={
        <span>
          <strong>This page is older than the desk.</strong> The desk was updated. Reload when it
          suits you: what is typed under New link is kept.
        </span>
      }
    >
      <ReloadButton />
    </Notice>
  );
}
