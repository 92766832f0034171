"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Result } from "@/lib/result";
import type { EmailError } from "@/lib/sessions/email";
import type { MailFacts, MailTested, SendTestEmail } from "@/lib/settings/mail";
import { mailTestWords } from "@/lib/settings/mail-words";
import { Fact, Facts } from "./facts";
import { VerdictBox } from "./verdict-box";

/** What links are emailed with, and a test of it. */
export function MailSettings({ facts, sendTest }: { facts: MailFacts; sendTest: SendTestEmail }) {
  const [isSending, setIsSending] = useState(false);
  const [tested, setTested] = useState<Result<MailTested, EmailError> | null>(null);

  async function send() {
    setTested(null);
    setIsSending(true);
    // Without an answer nobody knows.
    const unknown: EmailError = { kind: "email-unknown", requestId: null };
    setTested(await sendTest().catch(() => ({ ok: false as const, error: unknown })));
    setIsSending(false);
  }

  return (
    <div className="grid grid-cols-1 gap-5">
      <Facts>
        <Fact name="Mail server">
          <span translate="no" className="font-mono break-all">
            {facts.server}
          </span>
        </Fact>
        <Fact name="Emails come from">
          <span translate="no" className="font-mono break-all">
            {facts.from}
          </span>
        </Fact>
      </Facts>
      <div>
        <Button aria-disabled={isSending} onClick={() => !isSending && void send()}>
          {isSending ? "Sending…" : "Send me a test email"}
        </Button>
      </div>
      {/* Here before its words are: a region that comes with them may not be read out. */}
      <div role="status">
        {tested && <VerdictBox isWell={tested.ok} {...mailTestWords(tested, facts)} />}
      </div>
    </div>
  );
}
