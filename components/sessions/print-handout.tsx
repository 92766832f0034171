"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import { Button, KeyHint } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { useFocusOnMount } from "@/components/ui/use-focus";
import { formatClock } from "@/lib/format";
import type { PaperSize } from "@/lib/patients/paper";
import { handedOverOptions } from "@/lib/sessions/handover-queries";
import { paperOfThisPc, setPaperOfThisPc } from "@/lib/settings/this-pc";
import { type Language, languageNames } from "@/lib/words/language";
import { useShortcuts } from "./use-shortcuts";

/** What a handout is printed on, and in which language. */
export type PrintChoice = { size: PaperSize; language: Language };

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
          <Printer />
          Print
          <KeyHint>Ctrl+P</KeyHint>
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

type ShortLinkQuestionProps = {
  expiresAt: string;
  onMakeLonger: () => void;
  onPrintAnyway: () => void;
};

/** A paper outlasts the visit; this link may not. */
function ShortLinkQuestion({ expiresAt, onMakeLonger, onPrintAnyway }: ShortLinkQuestionProps) {
  const first = useFocusOnMount<HTMLButtonElement>();
  const ends = new Date(expiresAt);
  const now = new Date();
  const today = ends.toDateString() === now.toDateString();
  const words = `This link stops at ${formatClock(ends, now)}${today ? " today" : ""}.`;
  return (
    <Notice tone="warn" words={<strong id="short-link">{words}</strong>}>
      <div className="flex flex-wrap gap-2">
        <Button ref={first} look="primary" aria-describedby="short-link" onClick={onMakeLonger}>
          Make it 24 hours and print
        </Button>
        <Button onClick={onPrintAnyway}>Print anyway</Button>
      </div>
    </Notice>
  );
}

const sizes = [
  { value: "a6", label: "Card (A6)" },
  { value: "a4", label: "Large print (A4)" },
] as const;

type PrintSettingsProps = {
  choice: PrintChoice;
  languages: readonly Language[];
  onChange: (choice: PrintChoice) => void;
};

/** On which paper, which stays so on this PC, and in which language, which is this patient's. */
function PrintSettings({ choice, languages, onChange }: PrintSettingsProps) {
  const size = sizes.find(({ value }) => value === choice.size);
  return (
    <details>
      <summary>
        Paper: <span>{size?.label}</span>,{" "}
        <bdi translate="no" lang={choice.language}>
          {languageNames[choice.language]}
        </bdi>
      </summary>
      <div className="grid gap-2">
        <RadioGroup
          legend="Paper"
          choices={sizes}
          value={choice.size}
          onChange={(size) => onChange({ ...choice, size })}
        />
        {languages.length > 1 && (
          <RadioGroup
            legend="Language of the paper"
            choices={languages.map((value) => ({ value, label: languageNames[value] }))}
            value={choice.language}
            onChange={(language) => onChange({ ...choice, language })}
          />
        )}
      </div>
    </details>
  );
}

type HandoutFrameProps = {
  sessionId: string;
  choice: PrintChoice;
  /** Why there is no paper; null: there is one. */
  onOpened: (problem: string | null) => void;
  onDone: () => void;
};

/** Out of sight: opens the handout, prints it, and is gone when the print window is. */
function HandoutFrame({ sessionId, choice, onOpened, onDone }: HandoutFrameProps) {
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
