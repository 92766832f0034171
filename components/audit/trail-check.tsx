"use client";

import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { Failure } from "@/components/staff/failure";
import { Button } from "@/components/ui/button";
import { type TrailVerdict, verdictWords } from "@/lib/audit/verdict";
import { tried } from "@/lib/no-answer";
import type { ActionResult } from "@/lib/sessions/actions";

type TrailCheckProps = { verify: () => Promise<ActionResult<TrailVerdict>> };

/** Has every row of the trail looked at, and says what came of it. */
export function TrailCheck({ verify }: TrailCheckProps) {
  const [checking, setChecking] = useState(false);
  const [result, setResult] = useState<ActionResult<TrailVerdict> | null>(null);

  async function check() {
    if (checking) return;
    setChecking(true);
    setResult(null);
    setResult(await tried(verify()));
    setChecking(false);
  }

  return (
    <div className="grid max-w-xl gap-2 justify-items-start">
      <Button onClick={check} aria-disabled={checking}>
        <ShieldCheck aria-hidden size={20} strokeWidth={1.75} />
        <span>{checking ? "Checking…" : "Check the trail"}</span>
      </Button>
      <div role="status" className="wrap-anywhere">
        {result?.ok && <Verdict verdict={result.value} />}
      </div>
      {result && !result.ok && <Failure error={result.error} />}
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
