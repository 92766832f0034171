"use client";

import { Mail, MessageSquare, Share2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Field, inputClass } from "@/components/ui/field";
import { useHydrated } from "@/components/ui/use-hydrated";
import { isEmailAddress } from "@/lib/email-address";
import { asLanguage, type Language, languageNames } from "@/lib/patients/language";
import { messageOf, messageText } from "@/lib/patients/message";
import type { OwnHandover } from "@/lib/sessions/handover";
import { mailAddress, openOutside, textAddress } from "@/lib/sessions/outside";
import { SendEmail } from "./send-email";

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
