"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Mail, MessageSquare, Send, Share2 } from "lucide-react";
import { useState } from "react";
import * as z from "zod/mini";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Field, inputClass } from "@/components/ui/field";
import { Said } from "@/components/ui/notice";
import { LocalTime } from "@/components/ui/time";
import { useHydrated } from "@/components/ui/use-hydrated";
import { isEmailAddress } from "@/lib/email-address";
import { messageOf, messageText } from "@/lib/patients/message";
import { type EmailError, isEmailError } from "@/lib/sessions/email";
import { emailErrorWords, maskedAddress } from "@/lib/sessions/email-words";
import type { OwnHandover } from "@/lib/sessions/handover";
import { handedOverOptions } from "@/lib/sessions/handover-queries";
import { mailAddress, openOutside, textAddress } from "@/lib/sessions/outside";
import { tellSignedOut } from "@/lib/staff/sign-in-news";
import { asLanguage, type Language, languageNames } from "@/lib/words/language";

type SendLinkProps = {
  sessionId: string;
  url: string;
  /** ISO 8601 UTC. */
  expiresAt: string;
  /** The patient's; empty: none was given. */
  email: string;
  clinic: {
    name: string;
    phone: string;
    timeZone: string;
    handoutLanguages: readonly Language[];
  };
  /** Whether this desk can send email by itself. */
  canEmail: boolean;
  /** It left the desk in this way. */
  onSent: (what: OwnHandover) => void;
  /** This text is on the clipboard. */
  onCopied: (text: string) => void;
};

/** The link in the clinic's words, for programs of this desk, and by email where that is set up. */
export function SendLink(props: SendLinkProps) {
  const { sessionId, url, expiresAt, email, clinic, canEmail, onSent, onCopied } = props;
  const [first = "en"] = clinic.handoutLanguages;
  const [language, setLanguage] = useState<Language>(first);
  const message = messageOf({ language, timeZone: clinic.timeZone, clinic, url, expiresAt });
  const text = messageText(message);
  // Where an address must be short: without the notes, then the link alone.
  const bodies = [text, messageText({ ...message, notes: [] }), url];
  const share = useHydrated() ? shareWithSystem() : null;

  return (
    <details className="open:w-full print:hidden">
      <summary>Send it</summary>
      <div className="grid grid-cols-1 gap-3 pt-2">
        {clinic.handoutLanguages.length > 1 && (
          <Field id="messageLanguage" label="Language of the message">
            <select
              id="messageLanguage"
              className={inputClass}
              value={language}
              onChange={(event) => setLanguage(asLanguage(event.target.value) ?? first)}
            >
              {clinic.handoutLanguages.map((each) => (
                <option key={each} value={each} lang={each}>
                  {languageNames[each]}
                </option>
              ))}
            </select>
          </Field>
        )}
        <div className="flex flex-wrap gap-3">
          <CopyButton
            text={text}
            label="Copy message"
            done="Message copied"
            refused="This browser does not let us copy. Open the message in a program instead."
            onCopied={() => {
              onCopied(text);
              onSent("message-copied");
            }}
          />
          <Button
            onClick={() => {
              openOutside(mailAddress(email, message.subject, bodies));
              onSent("mailed");
            }}
          >
            <Mail />
            Open in mail program
          </Button>
          <Button
            onClick={() => {
              openOutside(textAddress(bodies));
              onSent("texted");
            }}
          >
            <MessageSquare />
            Open in text program
          </Button>
          {share && (
            <Button
              onClick={() =>
                // Refused: it was cancelled, or there was nothing to share with.
                void share({ title: message.subject, text }).then(
                  () => onSent("shared"),
                  () => {},
                )
              }
            >
              <Share2 />
              Share
            </Button>
          )}
        </div>
        {canEmail && isEmailAddress(email) && (
          <SendEmail sessionId={sessionId} email={email} language={language} />
        )}
        {canEmail && !isEmailAddress(email) && (
          <p className="text-sm text-ink2">
            {email === ""
              ? "No email was given, so we cannot email it."
              : "No email can be sent to the address that is stored, so we cannot email it."}
          </p>
        )}
      </div>
    </details>
  );
}

/** Undefined in most browsers of a desk, whatever its type says. */
function shareWithSystem(): ((data: ShareData) => Promise<void>) | null {
  return "share" in navigator ? (data) => navigator.share(data) : null;
}

type SendEmailProps = { sessionId: string; email: string; language: Language };

type Outcome = { sentAt: string } | { error: EmailError } | null;

/** One press, one email, to the address that stands on the button. */
function SendEmail({ sessionId, email, language }: SendEmailProps) {
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
      <Said className="text-sm">
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
      </Said>
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
