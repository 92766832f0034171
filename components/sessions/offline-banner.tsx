"use client";

import { WifiOff } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
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
    <p
      role="status"
      className="flex items-start gap-2 rounded-control text-warn not-empty:mb-4 not-empty:border not-empty:border-warn not-empty:bg-warn-soft not-empty:px-4 not-empty:py-2"
    >
      {!reached && (
        <>
          <WifiOff aria-hidden size={20} strokeWidth={1.75} className="mt-0.5 shrink-0" />
          <span>
            <strong>No connection.</strong> Your entries are safe here. Until it is back no link can
            be made and no status is read. Nothing is sent by itself.
          </span>
        </>
      )}
    </p>
  );
}
