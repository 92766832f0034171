"use client";

import { useEffect, useState } from "react";
import { onSignInNews } from "@/lib/staff/sign-in-news";
import { DisplayScreen, type DisplayScreenProps } from "./display-screen";
import { PairingCode } from "./pairing-code";
import { useServerScreen } from "./use-server-screen";
import { useShown } from "./use-shown";
import { useWakeLock } from "./use-wake-lock";

/** A screen on a device of its own: told what to show by the server, once staff have typed its code. */
export function PairedDisplay(clinic: Omit<DisplayScreenProps, "shown">) {
  const { shown, show, clear } = useShown();
  const mayDim = useWakeLock(shown !== null);
  const [codeNumber, setCodeNumber] = useState(0);
  const code = useServerScreen({ show, clear, mayDim, codeNumber });

  // Somebody signs in with this very browser: then it is the desk's own second monitor.
  useEffect(
    () => onSignInNews((news) => void (news.type === "signed-in" && location.reload())),
    [],
  );

  return (
    <DisplayScreen {...clinic} shown={shown}>
      {code && <PairingCode code={code} onNewCode={() => setCodeNumber(codeNumber + 1)} />}
    </DisplayScreen>
  );
}
