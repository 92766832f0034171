"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { takeBackCopied } from "@/lib/sessions/copied";
import { type OwnHandover, tellHandover } from "@/lib/sessions/handover";
import { handedOverOptions } from "@/lib/sessions/handover-queries";

/**
 * Has it written down what becomes of a link at this desk, and takes a copied one back at its end.
 *
 * @param hasLink the link and its code are on the page, so they are on the paper as well
 */
export function useHandover(sessionId: string, hasLink: boolean): (what: OwnHandover) => void {
  const client = useQueryClient();
  const tell = (what: OwnHandover) => {
    void tellHandover(sessionId, what).then(() =>
      client.invalidateQueries({ queryKey: handedOverOptions(sessionId).queryKey }),
    );
  };

  useEffect(() => {
    if (!hasLink) void takeBackCopied(sessionId);
  }, [sessionId, hasLink]);

  useEffect(() => {
    if (!hasLink) return;
    const onPrint = () => void tellHandover(sessionId, "printed");
    addEventListener("beforeprint", onPrint);
    return () => removeEventListener("beforeprint", onPrint);
  }, [sessionId, hasLink]);

  return tell;
}
