"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { LocalTime } from "@/components/ui/time";
import type { WorklistFilter, WorklistShow } from "@/lib/sessions/worklist";

/** A quick answer shows no skeleton at all. */
const patienceMs = 300;

/** The server did not answer: what it said before stays on the screen, and its time with it. */
export function NotRead({
  heardAt,
  onTryAgain,
}: {
  heardAt: string | null;
  onTryAgain: () => void;
}) {
  return (
    <Notice
      tone="warn"
      role="alert"
      words={
        <span>
          <strong>The list could not be read.</strong>{" "}
          {heardAt && (
            <span>
              Last updated <LocalTime iso={heardAt} />.
            </span>
          )}
        </span>
      }
    >
      <Button onClick={onTryAgain}>Try again</Button>
    </Notice>
  );
}

/** Six rows' places while the first answer is under way. */
export function Skeleton() {
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (!isLate) return null;
  return (
    <div className="grid gap-2">
      <p role="status">Reading the list…</p>
      {["a", "b", "c", "d", "e", "f"].map((row) => (
        <div key={row} aria-hidden className="h-18 rounded-control border border-line bg-sunken" />
      ))}
    </div>
  );
}

const nothing = {
  today: "No links yet today.",
  waiting: "No link is waiting for a patient.",
  help: "No link needs help.",
  all: "No links yet.",
} satisfies Record<WorklistShow, string>;

const nothingOfMine = {
  today: "You made no links yet today.",
  waiting: "No link of yours is waiting for a patient.",
  help: "No link of yours needs help.",
  all: "You made no links yet.",
} satisfies Record<WorklistShow, string>;

export function Nothing({ filter: { show, mine, search } }: { filter: WorklistFilter }) {
  return (
    <p className="rounded-card border border-line bg-surface p-6">
      {search
        ? "No link was found. Type the whole patient ID, whole words of the name, or the screen tag."
        : (mine ? nothingOfMine : nothing)[show]}
    </p>
  );
}
