"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ReferenceLine } from "@/components/sessions/reference-line";
import { Failure } from "@/components/staff/failure";
import { Button } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/local-time";
import { tried } from "@/lib/no-answer";
import type { ActionResult } from "@/lib/sessions/actions";
import type { CheckConnection } from "@/lib/settings/actions";
import type { CheckedConnection, ConnectionFacts } from "@/lib/settings/connection";
import { environmentWords, generationWords, verdictWords } from "@/lib/settings/connection-words";
import { Fact, Facts } from "./facts";
import { VerdictBox } from "./verdict-box";

/** What the desk is connected to, and whether that works now. */
export function ConnectionSettings({
  facts,
  check,
}: {
  facts: ConnectionFacts;
  check: CheckConnection;
}) {
  const router = useRouter();
  const [checking, setChecking] = useState(false);
  const [result, setResult] = useState<ActionResult<CheckedConnection> | null>(null);

  async function checkNow() {
    setResult(null);
    setChecking(true);
    setResult(await tried(check()));
    setChecking(false);
    // For the last request ID, and what "auto" found.
    router.refresh();
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
        <Button aria-disabled={checking} onClick={() => !checking && void checkNow()}>
          {checking ? "Checking…" : "Check"}
        </Button>
      </div>
      {result && !result.ok && <Failure error={result.error} />}
      {/* Here before its words are: a region that comes with them may not be read out. */}
      <div role="status">{result?.ok && <Verdict checked={result.value} facts={facts} />}</div>
    </div>
  );
}

function Verdict({ checked, facts }: { checked: CheckedConnection; facts: ConnectionFacts }) {
  const { verdict, requestId, helpUrl, at } = checked;
  const { heading, text } = verdictWords(verdict, facts);
  return (
    <VerdictBox isWell={verdict.kind === "well"} heading={heading} text={text}>
      {helpUrl && (
        <p>
          Medblocks explains this error at{" "}
          <a href={helpUrl} target="_blank" rel="noopener noreferrer" className="underline">
            {helpUrl}
          </a>
        </p>
      )}
      <ReferenceLine requestId={requestId} at={at} kind={verdict.kind} />
    </VerdictBox>
  );
}
