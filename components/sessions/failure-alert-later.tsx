"use client";

import { type ComponentProps, useEffect, useState } from "react";
import type { FailureAlert as Loaded } from "./failure-alert";

/** One for all forms of this page. Not `lazy`, which waits a moment even for what is there. */
let loaded: typeof Loaded | null = null;

/** The words for all that can fail come right behind the page: before there can be a press. */
export async function loadFailureAlert(): Promise<void> {
  // Off the network it is tried again when it is needed.
  loaded = await import("./failure-alert").then(
    (file) => file.FailureAlert,
    () => null,
  );
}

const tryAgainMs = 1_000;

/** `FailureAlert`, loaded by itself. */
export function FailureAlert(props: ComponentProps<typeof Loaded>) {
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (loaded) return;
    const timer = setTimeout(
      () => loadFailureAlert().then(() => setTries(tries + 1)),
      tries === 0 ? 0 : tryAgainMs,
    );
    return () => clearTimeout(timer);
  }, [tries]);
  const Alert = loaded;
  return Alert && <Alert {...props} />;
}
