"use client";

import { Alert } from "@/components/form/alert";
import type { FocusClaim } from "@/lib/focus-claim";

export type Problem = { fieldId: string; message: string };

type ProblemSummaryProps = { problems: Problem[]; asked?: FocusClaim | undefined };

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
