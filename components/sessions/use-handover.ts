"use client";

import { useEffect } from "react";
import { type Handover, tellHandover } from "@/lib/sessions/handover";

/**
 * Has it written down what becomes of a link at this desk.
 *
 * @param hasLink the link and its code are on the page, so they are on the paper as well
 */
export function useHandover(sessionId: string, hasLink: boolean): (what: Handover) => void {
  useEffect(() => {
    if (!hasLink) return;
    const onPrint = () => tellHandover(sessionId, "printed");
    addEventListener("beforeprint", onPrint);
    return () => removeEventListener("beforeprint", onPrint);
  }, [sessionId, hasLink]);

  return (what) => tellHandover(sessionId, what);
}
