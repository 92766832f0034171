"use client";

import { useEffect, useState } from "react";

/**
 * Keeps this device's screen on while `wanted`. The browser lets go of it whenever the page is
 * hidden, so it is asked again on return.
 *
 * @returns whether the screen may go dark although it should not
 */
export function useWakeLock(wanted: boolean): boolean {
  const [refused, setRefused] = useState(false);

  useEffect(() => {
    if (!wanted) return;
    let lock: WakeLockSentinel | null = null;
    let over = false;

    async function ask() {
      if (document.visibilityState !== "visible") return;
      const granted = await request();
      if (over) return void granted?.release();
      lock = granted;
      setRefused(granted === null);
    }

    void ask();
    document.addEventListener("visibilitychange", ask);
    return () => {
      over = true;
      document.removeEventListener("visibilitychange", ask);
      void lock?.release();
      setRefused(false);
    };
  }, [wanted]);

  return refused;
}

/** @returns null where there is none: an old browser, plain http, a battery that runs low */
async function request(): Promise<WakeLockSentinel | null> {
  try {
    return await navigator.wakeLock.request("screen");
  } catch {
    return null;
  }
}
