"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Failure } from "@/components/ui/failure";
import { NoticeBox } from "@/components/ui/notice";
import { tried } from "@/lib/no-answer";
import type { Result } from "@/lib/result";
import type { EmailError } from "@/lib/sessions/email";
import type { MailFacts, MailTested, SendTestEmail } from "@/lib/settings/mail";
import { mailTestWords } from "@/lib/settings/mail-words";
import { Fact, Facts } from "./facts";

/** What links are emailed with, and a test of it. */
export function MailSettings({ facts, sendTest }: { facts: MailFacts; sendTest: SendTestEmail }) {
  const [isSending, setIsSending] = useState(false);
  const [tested, setTested] = useState<Result<MailTested, EmailError> | null>(null);

  async function send() {
    setTested(null);
    setIsSending(true);
    setTested(await tried(sendTest()));
    setIsSending(false);
  }

  const pageError = tested && !tested.ok && isOfThisPage(tested.error) ? tested.error : null;
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
      {pageError && <Failure error={pageError} />}
      {/* Here before its words are: a region that comes with them may not be read out. */}
      <div role="status">{tested && !pageError && <Verdict tested={tested} facts={facts} />}</div>
    </div>
  );
}

type OfThisPage = Extract<EmailError, { kind: "page-too-old" | "signed-out" }>;

/** What has nothing to do with mail, and a button of its own. */
function isOfThisPage(error: EmailError): error is OfThisPage {
  return error.kind === "page-too-old" || error.kind === "signed-out";
}

type VerdictProps = { tested: Result<MailTested, EmailError>; facts: MailFacts };

function Verdict({ tested, facts }: VerdictProps) {
  const { heading, text } = mailTestWords(tested, facts);
  return (
    <NoticeBox tone={tested.ok ? "ok" : "warn"} heading={heading}>
      <p>{text}</p>
    </NoticeBox>
  );
}
