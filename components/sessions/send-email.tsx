"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useState } from "react";
import * as z from "zod/mini";
import { Button } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/time";
import type { Language } from "@/lib/patients/language";
import { type EmailError, isEmailError } from "@/lib/sessions/email";
import { emailErrorWords, maskedAddress } from "@/lib/sessions/email-words";
import { handedOverOptions } from "@/lib/sessions/handover-queries";
import { tellSignedOut } from "@/lib/staff/sign-in-news";

type SendEmailProps = { sessionId: string; email: string; language: Language };

type Outcome = { sentAt: string } | { error: EmailError } | null;

/** One press, one email, to the address that stands on the button. */
export function SendEmail({ sessionId, email, language }: SendEmailProps) {
  const client = useQueryClient();
  const [isSending, setIsSending] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(null);
  const address = maskedAddress(email);

  async function send() {
    if (isSending) return;
    setIsSending(true);
    setOutcome(null);
    const error = await askToEmail(sessionId, language);
    setIsSending(false);
    setOutcome(error ? { error } : { sentAt: new Date().toISOString() });
    void client.invalidateQueries({ queryKey: handedOverOptions(sessionId).queryKey });
  }

  const words = outcome && "error" in outcome ? emailErrorWords(outcome.error) : null;
  return (
    <div className="grid grid-cols-1 gap-2">
      <Button onClick={() => void send()} aria-disabled={isSending}>
        <Send />
        <span className="min-w-0 wrap-anywhere">
          <span>{isSending ? "Sending to " : "Email it to "}</span>
          <bdi translate="no">{address}</bdi>
        </span>
      </Button>
      {/* Here before its words are: a region that comes with them may not be read out. */}
      <p role="status" className="text-sm font-semibold empty:sr-only">
        {words && (
          <span className="text-bad">
            <span>{words.happened}</span> <span>{words.next}</span>
          </span>
        )}
        {outcome && "sentAt" in outcome && (
          <span className="text-ok">
            Email sent at <LocalTime iso={outcome.sentAt} />. It may take a minute to arrive.
          </span>
        )}
      </p>
    </div>
  );
}

const answerSchema = z.object({ error: z.custom<EmailError>(isEmailError) });

/** @returns why it was not sent; null: it was */
async function askToEmail(sessionId: string, language: Language): Promise<EmailError | null> {
  if (!navigator.onLine) return { kind: "no-connection", requestId: null };
  const answer = await fetch(`/api/sessions/${sessionId}/email`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ language }),
  }).catch(() => null);
  if (answer?.ok) return null;
  if (answer?.status === 401) tellSignedOut();
  const said = answerSchema.safeParse(await answer?.json().catch(() => null));
  // Without an answer that we understand nobody knows.
  return said.success ? said.data.error : { kind: "email-unknown", requestId: null };
}
