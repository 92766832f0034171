"use client";

import { useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { LocalTime } from "@/components/ui/time";
import { waysOf } from "@/lib/sessions/handover";
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
