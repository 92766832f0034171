"use client";

import { WifiOff } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { Notice } from "@/components/ui/notice";
import { findsServer, isReached, onReachChange } from "@/lib/reach";

const askAgainMs = 5_000;

/** Says that there is no connection, what waits for it, and that nothing happens by itself. */
export function OfflineBanner() {
  const reached = useSyncExternalStore(onReachChange, isReached, () => true);

  useEffect(() => {
    if (reached) return;
    const timer = setInterval(() => void findsServer(), askAgainMs);
    return () => clearInterval(timer);
  }, [reached]);

  return (
    // Here before its words are: a region that comes with them may not be read out.
    <div role="status" className="not-empty:mb-4">
      {!reached && (
        <Notice
          tone="warn"
          Icon={WifiOff}
          words={
            <span>
              <strong>No connection.</strong> Your entries are safe here. Until it is back no link
              can be made and no status is read. Nothing is sent by itself.
            </span>
          }
        />
      )}
    </div>
  );
}
