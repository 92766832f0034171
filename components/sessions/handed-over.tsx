"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Fragment, useEffect } from "react";
import { LocalTime } from "@/components/ui/time";
import { takeBackCopied } from "@/lib/sessions/copied";
import { type OwnHandover, tellHandover, waysOf } from "@/lib/sessions/handover";
import { handedOverOptions } from "@/lib/sessions/handover-queries";

/** Tells a colleague which ways were tried already. */
export function HandedOver({ sessionId }: { sessionId: string }) {
  const { data } = useQuery(handedOverOptions(sessionId));
  const ways = waysOf(data ?? []);
  if (ways.length === 0) return null;
  return (
    <p className="text-sm text-ink2 print:hidden">
      Handed over:{" "}
      {ways.map(({ words, at }, index) => (
        <Fragment key={words}>
          {index > 0 && <span>, </span>}
          <span>{words}</span> <LocalTime iso={at} />
        </Fragment>
      ))}
    </p>
  );
}

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
