"use client";

import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Failure } from "@/components/ui/failure";
import { useAct } from "@/components/ui/use-act";
import { type TrailVerdict, verdictWords } from "@/lib/audit/verdict";
import type { ActionResult } from "@/lib/sessions/actions";

type TrailCheckProps = { verify: () => Promise<ActionResult<TrailVerdict>> };

/** Has every row of the trail looked at, and says what came of it. */
export function TrailCheck({ verify }: TrailCheckProps) {
  const [verdict, setVerdict] = useState<TrailVerdict | null>(null);
  const { busy, failure, asked, run } = useAct();

  function check() {
    setVerdict(null);
    void run(verify, setVerdict);
  }

  return (
    <div className="grid max-w-xl gap-2 justify-items-start">
      <Button onClick={() => !busy && check()} aria-disabled={busy}>
        <ShieldCheck />
        <span>{busy ? "Checking…" : "Check the trail"}</span>
      </Button>
      <div role="status" className="wrap-anywhere">
        {verdict && <Verdict verdict={verdict} />}
      </div>
      {failure && <Failure error={failure} asked={asked} />}
    </div>
  );
}

function Verdict({ verdict }: { verdict: TrailVerdict }) {
  const [heading, ...findings] = verdictWords(verdict);
  const isFine = verdict.findings.length === 0;
  return (
    <>
      <p className={`font-semibold ${isFine ? "text-ok" : "text-bad"}`}>{heading}</p>
      {findings.length > 0 && (
        <>
          <ul className="list-disc pl-6">
            {findings.map((finding) => (
              <li key={finding}>{finding}</li>
            ))}
          </ul>
          <p>Keep a copy of the database as it is, and tell your security officer.</p>
        </>
      )}
    </>
  );
}
