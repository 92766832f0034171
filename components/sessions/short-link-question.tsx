"use client";

import { Button } from "@/components/ui/button";
import { useFocusOnMount } from "@/components/ui/use-focus-on-mount";
import { formatClock } from "@/lib/format";

type ShortLinkQuestionProps = {
  expiresAt: string;
  onMakeLonger: () => void;
  onPrintAnyway: () => void;
};

/** A paper outlasts the visit; this link may not. */
export function ShortLinkQuestion(props: ShortLinkQuestionProps) {
  const { expiresAt, onMakeLonger, onPrintAnyway } = props;
  const first = useFocusOnMount<HTMLButtonElement>();

  const ends = new Date(expiresAt);
  const now = new Date();
  const today = ends.toDateString() === now.toDateString();
  return (
    <div className="grid gap-2 rounded-control border border-line bg-warn-soft p-3">
      <p id="short-link" className="font-semibold text-warn">
        {`This link stops at ${formatClock(ends, now)}${today ? " today" : ""}.`}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button ref={first} look="primary" aria-describedby="short-link" onClick={onMakeLonger}>
          Make it 24 hours and print
        </Button>
        <Button onClick={onPrintAnyway}>Print anyway</Button>
      </div>
    </div>
  );
}
