"use client";

import { useEffect, useState } from "react";
import type { FormFailure } from "./use-create-session";

/** The same failure with its wait counting down to zero, second by second. */
export function useCountingDown(failure: FormFailure | null): FormFailure | null {
  const total = failure?.error.kind === "rate-limited" ? failure.error.retryAfterSeconds : 0;
  const at = failure?.at;
  const [passed, setPassed] = useState({ at, seconds: 0 });

  useEffect(() => {
    if (total === 0) return;
    const start = performance.now();
    const timer = setInterval(() => {
      setPassed({ at, seconds: Math.floor((performance.now() - start) / 1000) });
    }, 1000);
    return () => clearInterval(timer);
  }, [total, at]);

  if (failure?.error.kind !== "rate-limited") return failure;
  const seconds = passed.at === at ? passed.seconds : 0;
  return {
    ...failure,
    error: { ...failure.error, retryAfterSeconds: Math.max(0, total - seconds) },
  };
}
