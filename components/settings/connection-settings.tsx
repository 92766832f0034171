"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Failure } from "@/components/ui/failure";
import { NoticeBox } from "@/components/ui/notice";
import { ReferenceLine } from "@/components/ui/reference-line";
import { LocalTime } from "@/components/ui/time";
import { useAct } from "@/components/ui/use-act";
import type { CheckConnection } from "@/lib/settings/actions";
import type { CheckedConnection, ConnectionFacts } from "@/lib/settings/connection";
import { environmentWords, generationWords, verdictWords } from "@/lib/settings/connection-words";
import { Fact, Facts } from "./facts";

/** What the desk is connected to, and whether that works now. */
export function ConnectionSettings({
  facts,
  check,
}: {
  facts: ConnectionFacts;
  check: CheckConnection;
}) {
  const router = useRouter();
  const [checked, setChecked] = useState<CheckedConnection | null>(null);
  const { busy, failure, asked, run } = useAct();

  function checkNow() {
    setChecked(null);
    void run(check, setChecked).then(() => {
      // For the last request ID, and what "auto" found.
      router.refresh();
    });
  }

  return (
    <div className="grid grid-cols-1 gap-5">
      <Facts>
        <Fact name="Environment">{environmentWords[facts.environment]}</Fact>
        <Fact name="API address">
          <span translate="no" className="font-mono break-all">
            {facts.apiUrl}
          </span>
          {facts.proxy && (
            <>
              {" "}
              <span>
                through the proxy{" "}
                <span translate="no" className="font-mono break-all">
                  {facts.proxy}
                </span>
              </span>
            </>
          )}
        </Fact>
        <Fact name="Generation">{generationWords(facts)}</Fact>
        <Fact name="Last request ID">
          {facts.lastAnswer ? (
            <span>
              <span translate="no" className="font-mono break-all">
                {facts.lastAnswer.requestId}
              </span>{" "}
              at <LocalTime iso={facts.lastAnswer.at} />
            </span>
          ) : (
            "None since the server started"
          )}
        </Fact>
      </Facts>
      <div>
        <Button aria-disabled={busy} onClick={() => !busy && checkNow()}>
          {busy ? "Checking…" : "Check"}
        </Button>
      </div>
      {failure && <Failure error={failure} asked={asked} />}
      {/* Here before its words are: a region that comes with them may not be read out. */}
      <div role="status">{checked && <Verdict checked={checked} facts={facts} />}</div>
    </div>
  );
}

function Verdict({ checked, facts }: { checked: CheckedConnection; facts: ConnectionFacts }) {
  const { verdict, requestId, helpUrl, at } = checked;
  const { heading, text } = verdictWords(verdict, facts);
  return (
    <NoticeBox tone={verdict.kind === "well" ? "ok" : "warn"} heading={heading}>
      <p>{text}</p>
      {helpUrl && (
        <p>
          Medblocks explains this error at{" "}
          <a href={helpUrl} target="_blank" rel="noopener noreferrer" className="underline">
            {helpUrl}
          </a>
        </p>
      )}
      <ReferenceLine requestId={requestId} at={at} kind={verdict.kind} />
    </NoticeBox>
  );
}
