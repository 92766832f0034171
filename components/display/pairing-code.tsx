"use client";

import { Button } from "@/components/ui/button";

/**
 * A code, or why there is none. `ended`: it was not typed in time, or the desk has let go of this
 * screen. `refused`: too many were asked for just now.
 */
export type CodeToType = { code: string } | "ended" | "refused" | "no-connection";

/** For staff who set this screen up. */
export function PairingCode({ code, onNewCode }: { code: CodeToType; onNewCode: () => void }) {
  if (typeof code === "object") {
    return (
      <div role="status" className="grid justify-items-center gap-2">
        <p>For staff: type this code at your desk, in Settings, Patient’s screen.</p>
        <p translate="no" className="font-mono text-2xl font-semibold tracking-[0.3em]">
          {code.code}
        </p>
        <p className="text-ink2">It works once, for 10 minutes.</p>
      </div>
    );
  }
  return (
    <div role="status" className="grid justify-items-center gap-2">
      <p>
        {code === "ended"
          ? "For staff: this screen is not paired with a desk."
          : code === "refused"
            ? "For staff: too many codes were asked for. Wait a minute."
            : "For staff: Connect Desk cannot be reached. Check the network."}
      </p>
      {code !== "no-connection" && <Button onClick={onNewCode}>Get a code</Button>}
    </div>
  );
}
