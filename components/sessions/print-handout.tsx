"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { Language } from "@/lib/patients/language";
import { handedOverOptions } from "@/lib/sessions/handover-queries";
import { paperOfThisPc, setPaperOfThisPc } from "@/lib/settings/this-pc";
import { HandoutFrame } from "./handout-frame";
import type { PrintChoice } from "./print-choice";
import { PrintSettings } from "./print-settings";
import { ShortLinkQuestion } from "./short-link-question";
import { useShortcuts } from "./use-shortcuts";

const hourMs = 3_600_000;

/** Who takes a paper home may need the evening: a link that ends sooner is worth a question. */
const enoughMs = 20 * hourMs;

/** Made with a question's answer, and so printed at once; each only one time, however often its card is shown. */
const printed = new WeakSet<PrintChoice>();

type PrintHandoutProps = {
  sessionId: string;
  expiresAt: string;
  leftMs: number;
  /** Those that the clinic hands out papers in; the first one unless staff choose. */
  languages: readonly Language[];
  /** The link was made to be printed so. */
  madeFor: PrintChoice | null;
  /** Makes a link for 24 hours with the same details, and prints that. */
  onMakeLonger: (choice: PrintChoice) => void;
};

/** Prints the paper that the patient takes along, never this page. */
export function PrintHandout(props: PrintHandoutProps) {
  const { sessionId, expiresAt, leftMs, languages, madeFor, onMakeLonger } = props;
  const [choice, setChoice] = useState<PrintChoice>(
    () => madeFor ?? { size: paperOfThisPc(), language: languages[0] ?? "en" },
  );
  const [asking, setAsking] = useState(false);
  const [printing, setPrinting] = useState<{ number: number; choice: PrintChoice } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const queries = useQueryClient();

  function print(choice: PrintChoice) {
    setAsking(false);
    setProblem(null);
    setPrinting((before) => ({ number: (before?.number ?? 0) + 1, choice }));
  }

  function press() {
    if (leftMs < enoughMs) setAsking(true);
    else print(choice);
  }

  useShortcuts({ "Ctrl+P": press });

  useEffect(() => {
    if (!madeFor || printed.has(madeFor)) return;
    printed.add(madeFor);
    setPrinting({ number: 1, choice: madeFor });
  }, [madeFor]);

  return (
    <>
      <div className="print:hidden">
        <Button ref={button} aria-keyshortcuts="Control+P" onClick={press}>
          <Printer aria-hidden size={20} strokeWidth={1.75} />
          Print
          <kbd translate="no" aria-hidden className="font-mono text-sm font-normal">
            Ctrl+P
          </kbd>
        </Button>
      </div>
      <div className="grid w-full gap-2 print:hidden">
        {asking && (
          <ShortLinkQuestion
            expiresAt={expiresAt}
            onMakeLonger={() => onMakeLonger(choice)}
            onPrintAnyway={() => {
              button.current?.focus();
              print(choice);
            }}
          />
        )}
        {madeFor && (
          <p className="text-sm text-ink2">The link before it works until its own end.</p>
        )}
        <PrintSettings
          choice={choice}
          languages={languages}
          onChange={(changed) => {
            setPaperOfThisPc(changed.size);
            setChoice(changed);
          }}
        />
        <p role="alert" className="font-semibold text-bad empty:sr-only">
          {problem}
        </p>
        {printing && (
          <HandoutFrame
            key={printing.number}
            sessionId={sessionId}
            choice={printing.choice}
            onOpened={(problem) => {
              setProblem(problem);
              void queries.invalidateQueries({ queryKey: handedOverOptions(sessionId).queryKey });
            }}
            onDone={() => setPrinting(null)}
          />
        )}
      </div>
    </>
  );
}
