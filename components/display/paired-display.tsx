"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { onSignInNews } from "@/lib/staff/sign-in-news";
import { DisplayScreen, type DisplayScreenProps, useScreen } from "./screen";
import { type CodeToType, useServerLine } from "./use-server-line";
import { useWakeLock } from "./use-wake-lock";

/** A screen on a device of its own: told what to show by the server, once staff have typed its code. */
export function PairedDisplay(clinic: Omit<DisplayScreenProps, "screen">) {
  const { screen, hear } = useScreen();
  const mayDim = useWakeLock(screen !== null);
  const [codeNumber, setCodeNumber] = useState(0);
  const code = useServerLine({ hear, mayDim, codeNumber });

  // Somebody signs in with this very browser: then it is the desk's own second monitor.
  useEffect(
    () => onSignInNews((news) => void (news.type === "signed-in" && location.reload())),
    [],
  );

  return (
    <DisplayScreen {...clinic} screen={screen}>
      {code && <PairingCode code={code} onNewCode={() => setCodeNumber(codeNumber + 1)} />}
    </DisplayScreen>
  );
}

/** For staff who set this screen up. */
function PairingCode({ code, onNewCode }: { code: CodeToType; onNewCode: () => void }) {
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
      <p>{noCodeWords[code]}</p>
      {code !== "no-connection" && <Button onClick={onNewCode}>Get a code</Button>}
    </div>
  );
}

const noCodeWords = {
  ended: "For staff: this screen is not paired with a desk.",
  refused: "For staff: too many codes were asked for. Wait a minute.",
  "no-connection": "For staff: Connect Desk cannot be reached. Check the network.",
};
