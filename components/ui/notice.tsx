"use client";

import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { FocusClaim } from "@/lib/focus-claim";
import { useFocusOnMount } from "./use-focus";

const tones = {
  plain: { box: "border-line bg-surface", text: "", Icon: null },
  info: { box: "border-info bg-info-soft", text: "text-info", Icon: Info },
  ok: { box: "border-ok bg-ok-soft", text: "text-ok", Icon: CircleCheck },
  warn: { box: "border-warn bg-warn-soft", text: "text-warn", Icon: TriangleAlert },
  bad: { box: "border-bad bg-bad-soft", text: "text-bad", Icon: CircleAlert },
};

type SaidProps = { tone?: "plain" | "ok" | "bad"; className?: string; children: ReactNode };

/**
 * What came of a press, read out as it comes. It is on the page before its words are: a region that comes
 * with them may not be read out.
 */
export function Said({ tone = "plain", className = "", children }: SaidProps) {
  return (
    <div
      role="status"
      className={`font-semibold wrap-anywhere empty:sr-only ${tones[tone].text} ${className}`}
    >
      {children}
    </div>
  );
}

type NoticeProps = {
  tone: keyof typeof tones;
  role?: "status" | "alert";
  /** One sentence or two, with an icon before them. */
  words: ReactNode;
  /** What can be done about it, at the end of the line. */
  children?: ReactNode;
  /** In place of that of its tone. */
  Icon?: LucideIcon;
  className?: string;
};

/** What stands beside the work and is worth a sentence. */
export function Notice(props: NoticeProps) {
  const { tone, role, words, children, className = "" } = props;
  const { box, text } = tones[tone];
  const Icon = props.Icon ?? tones[tone].Icon;
  return (
    <div
      role={role}
      className={`flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-control border px-4 py-2 ${box} ${text} ${className}`}
    >
      <p className="flex min-w-0 gap-2">
        {Icon && <Icon className="mt-0.5" />}
        <span className="min-w-0">{words}</span>
      </p>
      {children}
    </div>
  );
}

type NoticeBoxProps = {
  tone: keyof typeof tones;
  role?: "alert";
  heading: ReactNode;
  /** What the heading is among those of the page. */
  as?: "h2" | "h3" | "p";
  /** The heading takes the focus as it appears, unless somebody has gone on meanwhile. */
  takesFocus?: boolean;
  /** Made with the press that it answers; without, with its first appearance. */
  asked?: FocusClaim | undefined;
  children: ReactNode;
};

/** The same with a heading, and what is to be read and done below it. */
export function NoticeBox(props: NoticeBoxProps) {
  const { tone, role, heading, as: Heading = "p", takesFocus = false, asked, children } = props;
  const { box, text, Icon } = tones[tone];
  const title = useFocusOnMount<HTMLHeadingElement>(takesFocus ? asked : null);
  return (
    <div
      role={role}
      className={`grid grid-cols-1 gap-3 rounded-control border-2 p-4 wrap-anywhere ${box}`}
    >
      <Heading
        ref={title}
        tabIndex={takesFocus ? -1 : undefined}
        className={`flex gap-2 text-lg font-semibold ${text}`}
      >
        {Icon && <Icon className="mt-1" />}
        <span>{heading}</span>
      </Heading>
      {children}
    </div>
  );
}

type AlertProps = Pick<NoticeBoxProps, "heading" | "asked" | "children">;

/**
 * What stands in the way, above the form. Takes the focus, and stays until the next press: an error that
 * leaves by itself is an error nobody read.
 */
export function Alert(props: AlertProps) {
  return <NoticeBox tone="bad" role="alert" as="h2" takesFocus {...props} />;
}

type WhatHappenedProps = {
  happened: ReactNode;
  saved: string;
  next: string;
  /** Its seconds count down; they would be read out one by one, so only their end is. */
  isCounting?: boolean;
};

/** The paragraph of an alert: what happened, what was saved, what to do next. */
export function WhatHappened({ happened, saved, next, isCounting = false }: WhatHappenedProps) {
  return (
    <p>
      <span className="block">{happened}</span> <span>{saved}</span>{" "}
      <span aria-live={isCounting ? "off" : undefined}>{next}</span>
    </p>
  );
}

type ProblemSummaryProps = {
  problems: { fieldId: string; message: string }[];
  asked?: FocusClaim | undefined;
};

/** The entries that need a change, each a link to its control. */
export function ProblemSummary({ problems, asked }: ProblemSummaryProps) {
  return (
    <Alert heading="There is a problem" asked={asked}>
      <ul className="grid gap-1">
        {problems.map(({ fieldId, message }) => (
          <li key={fieldId}>
            <a
              href={`#${fieldId}`}
              className="inline-block py-1 font-semibold text-bad underline underline-offset-4"
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(fieldId)?.focus();
              }}
            >
              {message}
            </a>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
