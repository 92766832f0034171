"use client";

import type { SyntheticEvent } from "react";
import type { PrintChoice } from "./print-handout";

type HandoutFrameProps = {
  sessionId: string;
  choice: PrintChoice;
  /** Why there is no paper; null: there is one. */
  onOpened: (problem: string | null) => void;
  onDone: () => void;
};

/** Out of sight: opens the handout, prints it, and is gone when the print window is. */
export function HandoutFrame({ sessionId, choice, onOpened, onDone }: HandoutFrameProps) {
  const query = new URLSearchParams({
    size: choice.size,
    lang: choice.language,
  });

  function print({ currentTarget: frame }: SyntheticEvent<HTMLIFrameElement>) {
    const paper = frame.contentWindow;
    const problem = problemIn(frame.contentDocument);
    onOpened(problem);
    if (!paper || problem !== null) return onDone();
    paper.addEventListener("afterprint", onDone);
    paper.print();
  }

  return (
    <iframe
      title="Handout"
      aria-hidden
      tabIndex={-1}
      src={`/print/${sessionId}?${query}`}
      onLoad={print}
      className="pointer-events-none fixed top-0 left-0 size-0 border-0"
    />
  );
}

/** @param page null when the browser shows one of its own, as without a connection */
function problemIn(page: Document | null): string | null {
  if (page?.getElementById("handout")) return null;
  return (
    page?.getElementById("refusal")?.textContent ??
    "The handout could not be opened. Nothing was printed. Check the connection, then press Print again."
  );
}
